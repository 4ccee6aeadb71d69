public import Architecture
public import Documents
public import RunFiles

/// A network that somebody names: a published one, a file, the folder of a run, a path or a notation.
public struct GivenNetwork: Sendable {
    /// Where a network comes from.
    public enum Origin: Hashable, Sendable {
        /// The literature.
        case published(PublishedNetwork)
        /// A search, as the file of its run says.
        case found(FoundArchitecture)
        /// A path of a space.
        case path(Path, of: SearchSpace)
        /// Its own blocks, from a file or a notation.
        case blocks
    }

    /// Where it comes from.
    public let origin: Origin
    /// What people call it; nil where it has no name.
    public let name: String?
    /// The network.
    public let blueprint: Blueprint

    /// A network of the literature.
    public init(_ published: PublishedNetwork) {
        self.init(.published(published), name: published.name, published.blueprint)
    }

    /// A network that a search found.
    public init(_ found: FoundArchitecture) {
        self.init(.found(found), name: nil, found.space.blueprint(of: found.path))
    }

    /// A path of a space.
    ///
    /// - Precondition: The space contains it.
    public init(_ path: Path, of space: SearchSpace) {
        self.init(.path(path, of: space), name: nil, space.blueprint(of: path))
    }

    /// A network of blocks, with its name.
    public init(_ file: NetworkFile) { self.init(.blocks, name: file.name, file.blueprint) }

    private init(_ origin: Origin, name: String?, _ blueprint: Blueprint) {
        self.origin = origin
        self.name = name
        self.blueprint = blueprint
    }

    /// The path and its space, where it is one.
    public var place: (path: Path, space: SearchSpace)? {
        switch origin {
        case .found(let found): (found.path, found.space)
        case .path(let path, let space): (path, space)
        case .published, .blocks: nil
        }
    }

    /// The network that a text names: what lies there, a published name, a notation, or, where a space is given, a path
    /// of it.
    ///
    /// - Parameters:
    ///   - text: A file or folder, a name in upper or lower case, `3x224x224 relu c3:32/2 ...`, or a path.
    ///   - space: The space of a path; nil where there is none.
    /// - Throws: `Refusal` naming what is wrong, and the nearest published name where nothing is meant that is known.
    public init(_ text: String, in space: SearchSpace? = nil) throws(Refusal) {
        if FolderContents.isFolder(text) {
            try self.init(folder: text)
        } else if FolderContents.exists(text) {
            try self.init(file: text, in: space)
        } else if let target = FileAbsence.target(of: text) {
            throw Refusal("\(text) is a link to \(target), which is not there; expected a network")
        } else if let published = PublishedNetwork.named(text) {
            self.init(published)
        } else if Self.isNotation(text) {
            do throws(ArchitectureError) {
                self.init(NetworkFile(name: nil, try Blueprint(notation: text)))
            } catch {
                throw Refusal("\(error)")
            }
        } else if let space, Self.advice(on: text) == nil {
            self.init(try PathNotation.path(from: text, of: space), of: space)
        } else {
            throw Refusal(
                "\"\(ForeignText.line(text, atMost: 60))\" is not a published network\(Self.advice(on: text) ?? ""); expected "
                    + "one, a file, a notation" + (space == nil ? ", or a path with its space" : ", or a path"))
        }
    }

    /// Whether a text is meant as a network by itself, be it misspelt: what begins like a notation, a file with blocks, the
    /// folder of a run, or a name that is one of a published network or near to one.
    public static func isMeant(by text: String) -> Bool {
        if FolderContents.exists(text) {
            guard !FolderContents.isFolder(text), let document = try? JSONSection(of: text, what: "") else {
                return true
            }
            return ["provenance", RunKey.blocks, RunKey.notation].contains { document.object[$0] != nil }
        }
        return PublishedNetwork.named(text) != nil || isNotation(text) || advice(on: text) != nil
    }

    private static func isNotation(_ text: String) -> Bool { text.first?.isNumber == true && text.contains("x") }

    /// The published network that a text probably means, as the end of a sentence; nil where it means none.
    private static func advice(on text: String) -> String? {
        let longer = PublishedNetwork.names(beginningWith: text)
        if !longer.isEmpty {
            let words =
                (longer.count > 1 ? longer.dropLast().joined(separator: ", ") + " and " : "") + (longer.last ?? "")
            return ", but \(words) \(longer.count == 1 ? "is" : "are")"
        }
        return NearestName.to(text, among: PublishedNetwork.all.map(\.name)).map { ", the nearest one being \($0)" }
    }
}

extension GivenNetwork {
    /// The network that a run's folder tells of: found by a search, or given to a retraining.
    private init(folder: String) throws(Refusal) {
        if !FolderContents.exists("\(folder)/\(RunFileName.architecture)"),
            let summary = try FinishedRun.summary(of: folder), let blueprint = try summary.givenNetwork(in: folder)
        {
            self.init(NetworkFile(name: summary.architecture?.name, blueprint))
        } else {
            self.init(try FoundArchitecture(of: folder))
        }
    }

    /// The network of a file, by what the file holds.
    private init(file: String, in space: SearchSpace?) throws(Refusal) {
        let bytes = try FileBytes.read(file, atMost: Self.largest, what: "a network or a path")
        let text = String(decoding: bytes, as: UTF8.self)
        if let document = try? JSONSection(of: file, what: "") {
            if document.object["provenance"] != nil {
                self.init(try FoundArchitecture(file: file))
                return
            }
            if document.object[RunKey.blocks] != nil || document.object[RunKey.notation] != nil
                || document.object[RunKey.kind] != nil || space == nil
            {
                self.init(try NetworkFile(file: file))
                return
            }
        }
        if let space {
            self.init(try PathNotation.path(from: text, in: file, of: space), of: space)
        } else if text.contains("backbone:") {
            do throws(Refusal) {
                self.init(NetworkFile(name: nil, try HuntoRows.network(in: text)))
            } catch {
                throw Refusal("\(file): \(error)")
            }
        } else {
            self.init(try NetworkFile(file: file))
        }
    }

    /// A network takes some kilobytes; more is another kind of file.
    private static let largest = 1 << 22
}
