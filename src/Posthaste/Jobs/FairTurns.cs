namespace Posthaste.Jobs;

/// <summary>How much of a claim is kept for the lanes of crowded workspaces: a quarter of all places asked for, whether they are
/// asked for one by one or a hundred at once. So neither they nor the others starve.</summary>
internal sealed class FairTurns
{
    /// <summary>So many channels of a workspace are in share 0; those connected after them are in share 1.</summary>
    public const int Room = 16;

    private const int OneIn = 4;

    private readonly long[] _asked = new long[Enum.GetValues<LaneKind>().Length];

    /// <param name="kind">Each kind of lane has turns of its own.</param>
    /// <param name="max">The places of this claim; above zero.</param>
    /// <returns>How many of them are kept for share 1 where it has ready lanes.</returns>
    public int Keep(LaneKind kind, int max)
    {
        var after = Interlocked.Add(ref _asked[(int)kind], max);
        return (int)((after / OneIn) - ((after - max) / OneIn));
    }
}
