# syntax=docker/dockerfile:1
# Builds Linchpin in one stage and runs it in another, without what only building needs: not as root, and with nothing to
# write but its store. docs/installing.md says what to mount.
# Node 22.14 or newer: there better-sqlite3 comes compiled, so that neither stage needs a compiler.
ARG NODE=24-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /linchpin
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY migrations ./migrations
COPY scripts ./scripts
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund && scripts/fit-sqlite

FROM node:${NODE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Linchpin" \
  org.opencontainers.image.description="Health correlation for Zabbix: what is broken at the root, what users lose, what to do." \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
  LINCHPIN_STORE_SQLITE=/var/lib/linchpin/linchpin.db
WORKDIR /linchpin
COPY --from=build /linchpin/package.json ./
COPY --from=build /linchpin/node_modules ./node_modules
COPY --from=build /linchpin/dist ./dist
RUN ln -s /linchpin/dist/src/main.js /usr/local/bin/linchpin \
  && install -d -o node -g node -m 0700 /var/lib/linchpin \
  && install -d /etc/linchpin
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
# The store; configuration, model and token are mounted under /etc/linchpin, read-only.
VOLUME /var/lib/linchpin
EXPOSE 8480
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
  CMD ["linchpin", "healthcheck", "--config", "/etc/linchpin/linchpin.yaml"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["linchpin"]
CMD ["run", "--config", "/etc/linchpin/linchpin.yaml"]
