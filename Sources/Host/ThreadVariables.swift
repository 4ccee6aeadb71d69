/// Variables of the environment that tell numerical libraries how many threads to use, and the engine nothing.
public enum ThreadVariables {
    private static let names = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"]

    /// What the variables ask for and do not get, as a sentence; nil where they ask for one thread or nothing.
    ///
    /// - Parameter environment: The variables of the process.
    public static func conflict(in environment: [String: String]) -> String? {
        let asking = names.compactMap { name in
            environment[name].flatMap { $0.isEmpty || $0 == "1" ? nil : "\(name) is \($0.prefix(20))" }
        }
        guard !asking.isEmpty else { return nil }
        return asking.joined(separator: " and ")
            + ", which changes nothing: --workers says how many threads the engine has"
    }
}
