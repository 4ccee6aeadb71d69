/// A set of pictures that its authors publish: where, and what its files are.
package enum PublishedSet: String, CaseIterable, Sendable {
    case cifar10, cifar100, mnist
    case fashionMNIST = "fashion-mnist"

    /// A file as it is published.
    package struct File: Sendable, Hashable {
        /// Its name.
        package let name: String
        /// Its length in bytes.
        package let byteCount: Int
        /// Its SHA-256.
        package let sha256: String

        /// A file of so many bytes.
        package init(_ name: String, _ byteCount: Int, _ sha256: String) {
            self.name = name
            self.byteCount = byteCount
            self.sha256 = sha256
        }
    }

    /// The addresses of folders with the files, tried in turn: the publisher's, or mirrors.
    package var addresses: [String] {
        switch self {
        case .cifar10, .cifar100: ["https://www.cs.toronto.edu/~kriz"]
        case .mnist:
            ["https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist"]
        case .fashionMNIST: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com"]
        }
    }

    /// The files.
    package var files: [File] {
        switch self {
        case .cifar10:
            [
                File(
                    "cifar-10-binary.tar.gz", 170_052_171,
                    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")
            ]
        case .cifar100:
            [
                File(
                    "cifar-100-binary.tar.gz", 168_513_733,
                    "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")
            ]
        case .mnist:
            [
                File(
                    "train-images-idx3-ubyte.gz", 9_912_422,
                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                File(
                    "train-labels-idx1-ubyte.gz", 28_881,
                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                File(
                    "t10k-images-idx3-ubyte.gz", 1_648_877,
                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                File(
                    "t10k-labels-idx1-ubyte.gz", 4_542,
                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
            ]
        case .fashionMNIST:
            [
                File(
                    "train-images-idx3-ubyte.gz", 26_421_880,
                    "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                File(
                    "train-labels-idx1-ubyte.gz", 29_515,
                    "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                File(
                    "t10k-images-idx3-ubyte.gz", 4_422_102,
                    "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                File(
                    "t10k-labels-idx1-ubyte.gz", 5_148,
                    "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
            ]
        }
    }
}
