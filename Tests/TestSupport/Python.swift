/// The Python of the system, where there is one.
package enum Python {
    /// Whether a module can be imported.
    package static func has(_ module: String) -> Bool { (try? run("import \(module)", []))?.status == 0 }

    /// Runs code.
    ///
    /// - Returns: The exit code, and what it wrote to standard output.
    package static func run(_ code: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        try SystemProgram.run("python3", ["-c", code] + arguments)
    }
}
