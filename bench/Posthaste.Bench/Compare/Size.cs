namespace Posthaste.Bench.Compare;

/// <summary>How much of everything.</summary>
internal enum Size
{
    /// <summary>Enough to see that it works.</summary>
    Quick,

    /// <summary>The table of the documentation.</summary>
    Usual,

    /// <summary>Ten times as many scheduled jobs, longer pins.</summary>
    Large,
}
