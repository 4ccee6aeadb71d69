/// Words of a command line that people copy into a shell.
package enum ShellWord {
    /// A text as one word of a POSIX shell: as it is where no character of it means anything there, else quoted.
    package static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || "_@%+=:,./-".unicodeScalars.contains(scalar)
        }
        // What begins with a dash would be an option.
        let word = text.hasPrefix("-") ? "./\(text)" : text
        if isPlain, !text.isEmpty { return word }
        return "'" + word.replacing("'", with: #"'\''"#) + "'"
    }
}
