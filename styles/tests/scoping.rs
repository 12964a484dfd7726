//! What goes into a component's style file, and what must come out of it.

use styles::compile;

#[track_caller]
fn check(css: &str, scoped: &str) {
    assert_eq!(compile("c-x", css).expect("valid"), scoped);
}

#[test]
fn every_kind_of_selector_is_scoped() {
    check("p{a:b}", "p.c-x{a:b}");
    check(".a, .b.d { a: b; }", ".a.c-x,.b.d.c-x{a: b;}");
    check(".a > p + p ~ i b {}", ".a.c-x>p.c-x+p.c-x~i.c-x b.c-x{}");
    check(".a>p{}", ".a.c-x>p.c-x{}");
    check("* {}", ".c-x{}");
    check(".a:hover::before {}", ".a.c-x:hover::before{}");
    check(":focus-visible {}", ".c-x:focus-visible{}");
    check("[aria-current=\"a, b > c\"] p {}", ".c-x[aria-current=\"a, b > c\"] p.c-x{}");
    check(".a:not(.b, .c):nth-child(2n + 1) {}", ".a.c-x:not(.b, .c):nth-child(2n + 1){}");
    check(".a:has(> img) {}", ".a.c-x:has(> img){}");
    check(":root {}", ":root{}");
    check(".a :deep(.b p) {}", ".a.c-x .b p{}");
}

#[test]
fn modern_declarations_pass_untouched() {
    let declarations = "--gap: 4px; color: light-dark(var(--ink), color-mix(in oklab, var(--ink) 20%, \
                        transparent)); inset: 0; width: min(72ch, 100%); content: \"» ;\"";
    check(&format!(".a {{{declarations}}}"), &format!(".a.c-x{{{declarations}}}"));
}

#[test]
fn at_rules_keep_their_rules_in_any_depth() {
    check(
        "@media (width < 40em) { .a { b: c } @supports (d: e) { .f { g: h } } .i { j: k } }",
        "@media (width < 40em){.a.c-x{b: c}@supports (d: e){.f.c-x{g: h}}.i.c-x{j: k}}",
    );
    check("@container (width > 20em) { p { b: c } }", "@container (width > 20em){p.c-x{b: c}}");
    check("@keyframes x-in { from { a: b } to { c: d } }", "@keyframes x-in{from { a: b } to { c: d }}");
    check("@layer one, two;", "@layer one, two;");
}

#[test]
fn comments_go() {
    check("/* one */ p /* two */ { a: b /* } */ }", "p.c-x{a: b}");
}

#[test]
fn what_cannot_be_scoped_is_refused() {
    let refused = |css: &str| compile("c-x", css).expect_err("refused");
    assert!(refused("p { a: b; i { c: d } }").contains("nested"));
    assert!(refused("p { a: b").contains("never closed"));
    assert!(refused("p {} /* x").contains("comment"));
    assert!(refused("a: b;").contains("outside a rule"));
    assert!(refused("p, {}").contains("selects nothing"));
    assert!(refused("p > {}").contains("selects nothing"));
}
