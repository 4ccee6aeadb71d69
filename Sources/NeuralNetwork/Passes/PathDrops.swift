import Layout

/// The factors of a group's residual branches in one training pass.
struct PathDrops {
    /// For each branch, the factor of each picture of the group.
    private let factors: [Float]
    /// For each unit that reads the end of a residual branch: the first place of the branch's factors.
    private let starts: [Int?]

    /// Draws the factors; nil where no branch is ever left out.
    init?(_ dropping: Dropping, subnet: Subnet, places: Range<Int>) {
        let branches = subnet.residuals.lazy.filter { $0 != nil }.count
        guard dropping.dropPath > 0, branches > 0 else { return nil }
        var factors: [Float] = []
        starts = subnet.residuals.map { start in
            guard start != nil else { return nil }
            let first = factors.count
            let branch = first / places.count + 1
            factors += places.map { dropping.factor(branch: branch, of: branches, place: $0) }
            return first
        }
        self.factors = factors
    }

    /// The factor of the branch that ends before a unit, for a picture of the group; nil where no branch ends.
    func factor(before unit: Int, picture: Int) -> Float? { starts[unit].map { factors[$0 + picture] } }
}
