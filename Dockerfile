# Builds Linchpin with everything that better-sqlite3 may need to compile, and runs it without any of that.
FROM node:20-bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /linchpin
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY migrations ./migrations
COPY scripts ./scripts
COPY src ./src
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /linchpin
COPY --from=build /linchpin/package.json ./
COPY --from=build /linchpin/node_modules ./node_modules
COPY --from=build /linchpin/dist ./dist
RUN mkdir -p /var/lib/linchpin /etc/linchpin && chown node:node /var/lib/linchpin
USER node
# The store; the configuration, the model and the token are mounted under /etc/linchpin.
VOLUME /var/lib/linchpin
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["run"]
