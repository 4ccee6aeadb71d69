import Testing

/// The address sanitizer would end the process where these tests write.
@Suite(.disabled(if: GuardedArena.isSanitized)) struct GuardedArenaTests {
    @Test(arguments: [-62, -2, -1, 12, 13, 73]) func aWriteBesideAnOperandIsFoundOut(place: Int) {
        let found = #expect(throws: Disagreement.self) {
            try GuardedArena.use("an operand of 12") { arena in
                _ = arena.floats(Samples.floats(3))
                arena.poison(12).pointer[place] = 0
            }
        }
        let distance = place < 0 ? "\(-place) floats before" : "\(place - 11) floats beyond"
        #expect(found?.description == "an operand of 12: operand 1 was written \(distance) it")
    }

    @Test func aFloatThatWasNotOverwrittenAgreesWithNothing() throws {
        try GuardedArena.use("an operand of 2") { arena in
            let result = arena.poison(2)
            result.pointer[0] = 1
            let poisoned = #expect(throws: Disagreement.self) {
                try result.requireAgreement(with: [Estimate(1.0), Estimate(0.0, error: .infinity)], "poison")
            }
            #expect(poisoned?.description == "poison, element 1: nan(0xdead) instead of 0.0 +- inf")
            result.pointer[1] = 1 + 0x1p-23
            let bounds = [Estimate(1.0), Estimate(1.0, error: 0x1p-24)]
            let off = #expect(throws: Disagreement.self) { try result.requireAgreement(with: bounds, "an ulp off") }
            #expect(off?.description.hasPrefix("an ulp off, element 1: 1.0000001 instead of 1.0 +- ") == true)
            try result.requireAgreement(with: [bounds[0], Estimate(1.0, error: 0x1p-23)], "an ulp allowed")
        }
    }
}
