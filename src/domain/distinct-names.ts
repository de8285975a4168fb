/** Gives names of which no two are the same: a wish that was given before gets a number behind it. */
export function distinctNames(separator = '-'): (wish: string) => string {
  const taken = new Set<string>();
  return (wish) => {
    let name = wish;
    for (let count = 2; taken.has(name); count += 1) name = `${wish}${separator}${count}`;
    taken.add(name);
    return name;
  };
}
