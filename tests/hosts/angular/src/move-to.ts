import { Directive, ElementRef, effect, inject, input } from "@angular/core";

/** Moves its element to another place of the page. The node stays the same one, so what is in it keeps its state. */
@Directive({ selector: "[moveTo]" })
export class MoveTo {
  readonly moveTo = input.required<HTMLElement>();

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => this.moveTo().append(host));
  }
}
