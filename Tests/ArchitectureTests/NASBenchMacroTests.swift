import Architecture
import Reproducibility
import Testing

/// The published counts of NAS-Bench-Macro (xiusu/NAS-Bench-Macro, Apache-2.0): its `flops` are MACs as counted here.
struct NASBenchMacroTests {
    let space: SearchSpace

    init() throws {
        space = try SearchSpace(macro: .nasBenchMacro, operations: SearchSpace.operationsNASBenchMacro)
    }

    @Test(arguments: [
        ("00000000", 7_713_280, 387_882),
        ("00000001", 14_115_328, 791_594),
        ("00000002", 20_910_592, 1_219_370),
        ("00000100", 11_962_880, 507_562),
        ("00022121", 59_185_664, 2_181_034),
        ("00100000", 12_018_176, 419_050),
        ("00201010", 30_155_264, 971_818),
        ("01001110", 31_611_392, 1_042_026),
        ("01010101", 31_611_392, 1_042_026),
        ("01022202", 64_487_936, 1_969_258),
        ("01111202", 54_194_688, 1_769_258),
        ("02100200", 36_278_784, 763_882),
        ("02212101", 63_257_088, 1_371_050),
        ("10000000", 12_128_768, 396_298),
        ("11021011", 51_991_040, 1_553_610),
        ("11101021", 49_279_488, 1_793_418),
        ("11111111", 53_246_464, 1_588_874),
        ("11212022", 75_108_864, 2_485_834),
        ("12001101", 44_333_568, 1_083_658),
        ("12022021", 74_392_064, 2_130_186),
        ("12111000", 44_499_456, 694_986),
        ("12120022", 71_680_512, 2_369_994),
        ("20000000", 17_854_976, 409_834),
        ("20101200", 37_892_608, 828_970),
        ("20211022", 66_802_176, 2_356_586),
        ("21022200", 61_432_320, 1_159_722),
        ("22112212", 86_344_192, 2_343_722),
        ("22120021", 70_611_456, 1_955_754),
        ("22120201", 66_634_240, 1_408_682),
        ("22212022", 89_141_760, 2_532_586),
        ("22212220", 85_164_544, 1_985_514),
        ("22222222", 105_660_928, 2_932_586),
    ]) func countsAreExact(key: String, macs: Int, params: Int) throws {
        let blueprint = space.blueprint(of: try space.path(from: key))
        #expect(blueprint.macs == macs)
        #expect(blueprint.params == params)
    }

    /// The digest is that of the published table written as lines `key flops params`, in the order of the keys.
    @Test func allCountsAreExact() throws {
        #expect(space.pathCountIfSmall == 6561)
        var table = ""
        for number in 0..<6561 {
            let digits = String(number, radix: 3)
            let key = String(repeating: "0", count: 8 - digits.count) + digits
            let blueprint = space.blueprint(of: try space.path(from: key))
            table += "\(key) \(blueprint.macs) \(blueprint.params)\n"
        }
        var hash = SHA256()
        Array(table.utf8).withUnsafeBytes { hash.update($0) }
        #expect(hash.hexadecimal == "cd6147f609b55af7982c8a38a425d0f1879d9668f7d4f4214679a7e88a19ecf6")
    }
}
