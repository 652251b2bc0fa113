//! Fields of CSV as RFC 4180 writes them.

/// Appends a field, in double quotes where it needs them.
pub fn write_field(line: &mut Vec<u8>, field: &[u8]) {
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if !field.iter().any(special) {
        line.extend_from_slice(field);
        return;
    }
    line.push(b'"');
    for byte in field {
        if *byte == b'"' {
            line.push(b'"');
        }
        line.push(*byte);
    }
    line.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::write_field;

    #[test]
    fn only_what_needs_quotes_has_them() {
        let mut line = Vec::new();
        write_field(&mut line, b"plain text");
        line.push(b',');
        write_field(&mut line, br#"a "b", c"#);
        assert_eq!(line, br#"plain text,"a ""b"", c""#);
    }
}
