using Posthaste.Jobs;

namespace Posthaste.Tests.Simulation;

/// <summary>What kind of world a seed makes: how large, and which of all that can go wrong does, how often. Most seeds leave most
/// of it out, so that one kind of trouble is seen at its worst and not drowned in the others.</summary>
internal sealed class Weather
{
    public Weather(ulong seed)
    {
        var chance = Chance.For(seed, "weather");
        double Often(double probability, double most) => chance.Is(probability) ? chance.Share() * most : 0;

        IsExclusive = chance.Is(0.25);
        Nodes = IsExclusive ? 1 : chance.Between(1, 3);
        Channels = chance.Between(1, 4);
        Jobs = chance.Between(2, 9);
        Span = chance.Time(10 * 60, 5 * 3600);
        Operations = chance.Is(0.7) ? chance.Between(1, 15) : 0;

        CallFaults = Often(0.7, 0.7);
        PublishFaults = Often(0.8, 0.9);
        ProbeFaults = Often(0.4, 0.5);
        HasWitness = !chance.Is(0.08);
        WitnessAway = chance.Is(0.07);
        // Without a witness and without a caption nothing tells one story from another of the same minute.
        Stories = !HasWitness ? 0 : chance.Is(0.2) ? 0.8 : 0.15;
        StatusLag = chance.Is(0.5) ? chance.Time(0, 55) : TimeSpan.Zero;
        Decoys = HasWitness && chance.Is(0.4) ? chance.Between(1, 4) : 0;
        // A hand-made post with the same caption and a list that lags for more than a minute: no rule tells those apart.
        ListLag = chance.Is(0.5) ? chance.Time(0, Decoys > 0 ? 45 : chance.Is(0.2) ? 4 * 3600 : 50) : TimeSpan.Zero;

        SlowStore = Often(0.3, 0.02);
        LostAnswers = Often(0.3, 0.02);
        Crashes = Often(0.5, 0.02);
        Freezes = IsExclusive ? 0 : chance.Is(0.5) ? chance.Between(1, 5) : 0;
        Stops = chance.Is(0.3) ? chance.Between(1, 3) : 0;
        Outages = chance.Is(0.3) ? chance.Between(1, 3) : 0;
        ClockJumps = chance.Is(0.3) ? chance.Between(1, 4) : 0;
        Preflight = Often(0.15, 0.3);
        Options = new JobsOptions
        {
            PostsPerHour = chance.Is(0.2) ? chance.Between(1, 4) : 25,
            PrepareSlots = chance.Between(1, 3),
            Backoff = chance.Is(0.3) ? "exponential" : new JobsOptions().Backoff,
            Preflight = chance.Is(0.5) ? "" : "24:00:00,01:00:00",
        };
        // Which story is whose is hard to tell only where several come close together and the list is slow to show them.
        if (HasWitness && Decoys == 0 && chance.Is(0.1))
        {
            (Stories, StoriesBehind) = (0.8, 0.8);
            ListLag = chance.Time(30, 900);
        }
        // A crowded half hour: calls of one channel come close to each other, and to whatever befalls their node.
        var crowd = Chance.For(seed, "crowd");
        if (crowd.Is(0.1)) (Channels, Jobs, Span) = (crowd.Between(1, 2), crowd.Between(6, 9), crowd.Time(10 * 60, 25 * 60));
        // Drawn from a stream of their own: what the other draws of a seed make stays what it was.
        var people = Chance.For(seed, "hand-over");
        ByHand = people.Is(0.25) ? people.Share() * 0.7 : 0;
        FallingBack = people.Is(0.35) ? people.Share() : 0;
        Presses = ByHand + FallingBack > 0 || people.Is(0.2) ? people.Between(3, 25) : 0;
        Card = new CardTimes(people.Time(0, 3600), people.Time(20 * 60, 12 * 3600));
    }

    /// <summary>Only one process can use the database, and a new one knows the others to be dead.</summary>
    public bool IsExclusive { get; init; }

    public int Nodes { get; init; }

    public int Channels { get; init; }

    public int Jobs { get; init; }

    /// <summary>How long everything goes wrong, before all is made good.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>What people do to jobs and channels.</summary>
    public int Operations { get; init; }

    /// <summary>Of calls that may be repeated.</summary>
    public double CallFaults { get; init; }

    /// <summary>Of calls that may not.</summary>
    public double PublishFaults { get; init; }

    public double ProbeFaults { get; init; }

    /// <summary>The network can be asked about a container; else only the account's list tells.</summary>
    public bool HasWitness { get; init; }

    /// <summary>The network's containers cannot be read, even when all else is well again.</summary>
    public bool WitnessAway { get; init; }

    /// <summary>How many of the posts are sets of stories.</summary>
    public double Stories { get; init; }

    /// <summary>How many of them have another set right behind, in the same channel.</summary>
    public double StoriesBehind { get; init; }

    public TimeSpan StatusLag { get; init; }

    public TimeSpan ListLag { get; init; }

    /// <summary>Posts that people make by hand, with the caption of one of ours.</summary>
    public int Decoys { get; init; }

    /// <summary>Of store calls that take seconds.</summary>
    public double SlowStore { get; init; }

    /// <summary>Of store calls whose answer is lost, before or after the commit.</summary>
    public double LostAnswers { get; init; }

    /// <summary>Of store calls at which the process ends.</summary>
    public double Crashes { get; init; }

    public int Freezes { get; init; }

    public int Stops { get; init; }

    public int Outages { get; init; }

    public int ClockJumps { get; init; }

    /// <summary>Of checks that find something.</summary>
    public double Preflight { get; init; }

    /// <summary>Of jobs that people publish.</summary>
    public double ByHand { get; init; }

    /// <summary>Of jobs that may fall back to people.</summary>
    public double FallingBack { get; init; }

    /// <summary>What people do with cards, and with jobs that they want to have in hand.</summary>
    public int Presses { get; init; }

    public CardTimes Card { get; init; }

    public JobsOptions Options { get; init; }
}
