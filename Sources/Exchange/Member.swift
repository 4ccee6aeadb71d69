import Foundation

/// One process of those that work together, as it introduces itself to the others.
public struct Member: Codable, Sendable, Hashable {
    /// The name of its machine.
    public let host: String
    /// What was built, by which two builds are told apart.
    public let build: String
    /// The processor's name.
    public let processor: String
    /// The cores that it may use.
    public let cores: Int
    /// The cores of the machine.
    public let machineCores: Int

    /// A process on this machine.
    ///
    /// - Parameters:
    ///   - build: What was built.
    ///   - processor: The processor's name.
    ///   - cores: The cores that it may use.
    ///   - machineCores: The cores of the machine; nil for as many as the system says.
    ///   - host: The machine; nil for the name that the system gives it.
    public init(build: String, processor: String, cores: Int, machineCores: Int? = nil, host: String? = nil) {
        self.host = host ?? ProcessInfo.processInfo.hostName
        self.build = build
        self.processor = processor
        self.cores = cores
        self.machineCores = machineCores ?? ProcessInfo.processInfo.processorCount
    }
}
