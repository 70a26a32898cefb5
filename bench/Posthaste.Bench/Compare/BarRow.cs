namespace Posthaste.Bench.Compare;

/// <summary>One line of the table of bars.</summary>
/// <param name="What">Is measured.</param>
/// <param name="Bar">Must hold.</param>
/// <param name="Goal">Should be reached on such a machine; empty for none.</param>
/// <param name="Measured">In words and figures.</param>
/// <param name="Met">Whether the bar holds.</param>
/// <param name="GoalMet">Whether the goal is reached; null for none.</param>
internal sealed record BarRow(string What, string Bar, string Goal, string Measured, bool Met, bool? GoalMet)
{
    public string Verdict => (Met, GoalMet) switch
    {
        (true, true) => "met, goal too",
        (true, false) => "met, goal missed",
        (true, null) => "met",
        (false, true) => "**missed**, goal met",
        (false, _) => "**missed**",
    };
}
