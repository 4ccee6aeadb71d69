/// What the trainer says of a round: its record, and the state after it where that is to be kept.
struct RoundReport<Arenas: Sendable>: Sendable {
    let record: RoundRecord
    let state: TrainingState<Arenas>?
}
