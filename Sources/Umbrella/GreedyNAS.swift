// The engine in one import, for a program that embeds it or adds a search space of its own.

@_exported public import Analysis
@_exported public import Architecture
@_exported public import Datasets
@_exported public import Documents
@_exported public import Exchange
@_exported public import Export
@_exported public import Imaging
@_exported public import LatencyTables
@_exported public import Layout
@_exported public import NetworkFiles
@_exported public import NeuralNetwork
@_exported public import Optimizers
@_exported public import Planning
@_exported public import Rankings
@_exported public import Reproducibility
@_exported public import Retraining
@_exported public import RunFiles
@_exported public import RunReports
@_exported public import Runs
@_exported public import ScenarioKeys
@_exported public import Scenarios
@_exported public import Search
@_exported public import Simulation
@_exported public import Studies
@_exported public import Supernet
@_exported public import Workers
