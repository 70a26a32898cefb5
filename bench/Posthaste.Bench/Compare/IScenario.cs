namespace Posthaste.Bench.Compare;

/// <summary>One comparison: it measures, and says which bars that meets.</summary>
internal interface IScenario
{
    /// <summary>The word for it on the command line.</summary>
    string Name { get; }

    /// <summary>What is done, for people.</summary>
    string Description { get; }

    Task<ScenarioResult> RunAsync(Rounds rounds, Site site, Size size, CancellationToken ct);
}

/// <summary>What a scenario found.</summary>
/// <param name="Bars">Lines of the table of bars.</param>
/// <param name="Columns">Heads of the scenario's own table.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Samples">Every single run.</param>
internal sealed record ScenarioResult(
    IReadOnlyList<BarRow> Bars, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Lines, IReadOnlyList<Sample> Samples);
