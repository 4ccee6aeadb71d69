import Architecture
import Testing

struct OperationTests {
    @Test func everyOperationReadsItsOwnName() {
        var all: [Architecture.Operation] = [.identity]
        for kernel in stride(from: 1, through: 15, by: 2) {
            for expansion in 1...32 {
                for squeezes in [false, true] {
                    all.append(
                        .invertedBottleneck(kernel: kernel, expansion: expansion, squeezeExcitation: squeezes))
                }
            }
        }
        for operation in all { #expect(Operation(name: operation.name) == operation) }
        #expect(Set(all.map(\.name)).count == all.count)
    }

    @Test func namesAreThoseOfTheLiterature() {
        #expect(
            SearchSpace.operations7.map(\.name) == ["k3e3", "k5e3", "k7e3", "k3e6", "k5e6", "k7e6", "id"])
        #expect(
            SearchSpace.operations13.map(\.name) == [
                "k3e3", "k5e3", "k7e3", "k3e6", "k5e6", "k7e6", "k3e3se", "k5e3se", "k7e3se", "k3e6se", "k5e6se",
                "k7e6se",
                "id",
            ])
        #expect(SearchSpace.operationsNASBenchMacro.map(\.name) == ["id", "k3e3", "k5e6"])
        #expect(
            SearchSpace.operationsQuickstart.map(\.name) == ["k3e1", "k5e1", "k3e3", "k5e3", "k3e6", "k5e6", "id"])
        #expect(Operation(name: "identity") == .identity)
    }

    @Test(arguments: [
        "", "k", "k3", "k3e", "e3", "k3e0", "k0e3", "k4e3", "k17e3", "k3e33", "k03e3", "k3e03", "k3e3s", "k3e3se ",
        " k3e3",
        "k3e3see", "K3E3", "k-3e3", "k3e3se4", "k3.0e3", "k999999999999999999999e3", "k３e3", "ID", "skip", "id id",
    ]) func otherNamesAreRefused(name: String) {
        #expect(Operation(name: name) == nil)
    }

    @Test func conventionalActivationFollowsSqueezing() {
        #expect(SearchSpace.conventionalActivation(for: SearchSpace.operations7) == .relu)
        #expect(SearchSpace.conventionalActivation(for: SearchSpace.operations13) == .hswish)
    }
}
