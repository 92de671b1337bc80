// What the type checker is told about modules that bring no types of their own.
declare module "@hotwired/turbo" {
  export function visit(location: string, options?: { action?: "advance" | "replace" }): void;
}

declare module "*.css";
