//! Blanks out comments and strings of Rust code, so that rules about code look at code alone.
//! Every character keeps its place: what is blanked becomes a space, and line ends stay.

/// Code without its comments.
pub fn without_comments(code: &str) -> String {
    mask(code, false)
}

/// Code without its comments and the insides of its strings.
pub fn without_comments_and_strings(code: &str) -> String {
    mask(code, true)
}

/// The part before the unit tests of a file, which by custom end it.
pub fn before_unit_tests(code: &str) -> &str {
    code.find("#[cfg(test)]\nmod ").map_or(code, |at| &code[..at])
}

/// The string literals of code without comments, each with its line number, from 1.
pub fn strings(code: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = code.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let end = token_end(&chars, at);
        let token = &chars[at..end];
        if is_string(token) {
            found.push((line, token.iter().collect()));
        }
        line += token.iter().filter(|c| **c == '\n').count();
        at = end;
    }
    found
}

fn mask(code: &str, strings_too: bool) -> String {
    let chars: Vec<char> = code.chars().collect();
    let mut masked = String::with_capacity(code.len());
    let mut at = 0;
    while at < chars.len() {
        let end = token_end(&chars, at);
        let token = &chars[at..end];
        let blank = is_comment(token) || (strings_too && (is_string(token) || is_char(token)));
        masked.extend(token.iter().map(|c| if blank && *c != '\n' { ' ' } else { *c }));
        at = end;
    }
    masked
}

fn is_comment(token: &[char]) -> bool {
    matches!(token, ['/', '/' | '*', ..])
}

fn is_char(token: &[char]) -> bool {
    matches!(token, ['\'', _, ..])
}

fn is_string(token: &[char]) -> bool {
    token.len() > 1 && token.last().is_some_and(|last| *last == '"' || *last == '#') && token.contains(&'"')
}

/// Where the token that begins at `at` ends. Whatever is no comment, string, character or name is one character long.
fn token_end(chars: &[char], at: usize) -> usize {
    let rest = &chars[at..];
    match rest {
        ['/', '/', ..] => at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => at + block_comment_length(rest),
        ['"', ..] => at + quoted_length(rest, '"'),
        ['\'', '\\', ..] => at + quoted_length(rest, '\''),
        // A single quote begins a character only if another closes it; otherwise it is a lifetime.
        ['\'', _, '\'', ..] => at + 3,
        [first, ..] if first.is_alphabetic() || *first == '_' => {
            let name = rest
                .iter()
                .take_while(|c| c.is_alphanumeric() || **c == '_')
                .count();
            let prefix: String = rest[..name].iter().collect();
            at + prefixed_string_length(&prefix, &rest[name..]).map_or(name, |string| name + string)
        }
        _ => at + 1,
    }
}

/// The length of the string that follows a prefix such as `b`, `r` or `br`; none if there is no string.
fn prefixed_string_length(prefix: &str, rest: &[char]) -> Option<usize> {
    match (prefix, rest.first()?) {
        ("b" | "c", '"') => Some(quoted_length(rest, '"')),
        ("r" | "br" | "cr", '"' | '#') => raw_length(rest),
        _ => None,
    }
}

fn block_comment_length(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted_length(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// Raw strings begin with some `#`, a quote, and end with a quote and as many `#`.
fn raw_length(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    if rest.get(hashes) != Some(&'"') {
        return None;
    }
    let mut at = hashes + 1;
    while at < rest.len() {
        let closes = rest[at] == '"' && rest[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        if closes {
            return Some(at + 1 + hashes);
        }
        at += 1;
    }
    Some(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_comments_and_strings_and_keeps_places() {
        let code = "let a = \"x // y\"; // note\n/* a /* b */ c */ let b = 'x'; fn f<'a>(s: &'a str) {}\n";
        let masked = without_comments_and_strings(code);
        assert_eq!(masked.chars().count(), code.chars().count());
        assert_eq!(masked.lines().count(), 2);
        for gone in ["x", "note", "y", " c "] {
            assert!(!masked.contains(gone), "{gone} in {masked}");
        }
        assert!(masked.contains("fn f<'a>(s: &'a str) {}"));
        assert!(without_comments(code).contains("\"x // y\""));
    }

    #[test]
    fn understands_raw_strings_and_escapes() {
        let code = r####"let a = r#"one "two" { three"#; let b = "es\"caped {"; let c = '\''; let d = b"bytes"; end"####;
        let masked = without_comments_and_strings(code);
        for gone in ["one", "three", "caped", "bytes", "{"] {
            assert!(!masked.contains(gone), "{gone} in {masked}");
        }
        assert!(masked.ends_with("; end"));
    }

    #[test]
    fn lists_strings_with_their_lines() {
        let found = strings("a(\"one\");\nb(r#\"two\nlines\"#);\nc(\"three\");");
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 4]);
        assert!(found[1].1.contains("two\nlines"));
    }

    #[test]
    fn cuts_off_unit_tests() {
        assert_eq!(
            before_unit_tests("fn a() {}\n#[cfg(test)]\nmod tests {}"),
            "fn a() {}\n"
        );
        assert_eq!(
            before_unit_tests("#[cfg(test)]\nfn helper() {}"),
            "#[cfg(test)]\nfn helper() {}"
        );
    }
}
