package import Documents

extension JSONValue {
    /// A scenario of which every phase needs far more memory than there is; its pictures are nowhere, which whoever looks
    /// for them finds out first.
    package static var enormousScenario: JSONValue {
        get throws {
            try JSONValue(
                parsing: """
                    {
                      name: "enormous",
                      data: { set: "cifar10", path: "/nowhere/cifar10", filtering: 40, search: 40000 },
                      space: { macro: "cifar", width: 6 },
                      supernet: { rounds: 4, m: 4, k: 2, batch: 8, scoring_pictures: 40, pool: { size: 6 }, steadiness_rounds: 2 },
                      search: { population: 1024, scoring_batch: 40000 },
                      retrain: { batch: 40000 },
                    }
                    """)
        }
    }
}
