using System.Globalization;
using Posthaste.Alerts.Rates;
using Posthaste.Channels;
using Posthaste.Channels.Renewal;
using Posthaste.Jobs.Nodes;

namespace Posthaste.Alerts.Health;

/// <summary>Says of each thing that publishing needs how it is. Pure.</summary>
internal sealed class HealthRules(AlertsOptions options, DateTimeOffset now)
{
    /// <summary>As many make a network unhealthy for the fallbacks too, where nobody has set it otherwise (Handover:UnhealthyFailures).</summary>
    private const int FailuresThatCount = 5;

    /// <summary>A look that is older than three turns says nothing any more; a turn may come some seconds late.</summary>
    private TimeSpan LookIsGoodFor => (options.NetworkCheckEvery * 3) + TimeSpan.FromSeconds(30);

    public static HealthPart Engine(IReadOnlyList<LiveNode> nodes)
    {
        var workers = nodes.Where(node => node.Roles.HasFlag(NodeRoles.Worker)).ToList();
        if (workers.Count == 0)
            return new(HealthPartName.Engine, HealthState.Down, "No node publishes. See that the server runs with workers switched on (Jobs:Enabled, Node:Role), and that its database answers.");
        var sentence = workers.Count == 1 ? "One node publishes" : $"{workers.Count} nodes publish";
        if (nodes.DistinctBy(node => node.Version).Count() > 1)
            return new(HealthPartName.Engine, HealthState.Degraded, $"{sentence}, of different versions: {string.Join(", ", nodes.Select(node => node.Version).Distinct().Order())}. Bring all of them to the newest.");
        if (!nodes.Any(node => node.Roles.HasFlag(NodeRoles.Scheduler)))
            return new(HealthPartName.Engine, HealthState.Degraded, $"{sentence}, and no scheduler runs: no access is renewed, nobody is alerted, nothing is tidied up. Start a node whose Node:Role has scheduler in it.");
        var silent = nodes.Count(node => node.BrokerAnswers == false);
        return silent == 0
            ? new(HealthPartName.Engine, HealthState.Ok, $"{sentence}, version {nodes[0].Version}.")
            : new(HealthPartName.Engine, HealthState.Degraded, $"{sentence}, and the broker does not answer {(silent == 1 ? "one node" : $"{silent} nodes")} (Broker:Url): what is due is looked for in the database meanwhile.");
    }

    public HealthPart Queue(QueueFacts facts) => facts.WaitingSince is { } since && now - since > options.QueueLateAfter
        ? new(HealthPartName.Queue, HealthState.Down, $"{Posts(facts.Waiting)} could have been taken up by a worker and {(facts.Waiting == 1 ? "was" : "were")} not, for {Span(now - since)} at the longest.")
        : new(HealthPartName.Queue, HealthState.Ok, facts.Waiting == 0 ? "Nothing waits that could go out now." : $"{Posts(facts.Waiting)} {(facts.Waiting == 1 ? "is" : "are")} taken up at this moment.");

    public HealthPart Outcomes(QueueFacts facts) => facts.UnknownSince is { } since && now - since > options.SettlingAfter
        ? new(HealthPartName.Outcomes, HealthState.Degraded, $"Nobody knows yet what became of {Calls(facts.Unknown)}, for {Span(now - since)} at the longest. The network is asked; nothing is sent again meanwhile.")
        : new(HealthPartName.Outcomes, HealthState.Ok, facts.Unknown == 0 ? "It is known of every call what became of it." : $"{Calls(facts.Unknown)} {(facts.Unknown == 1 ? "is" : "are")} under way or being asked about.");

    public static HealthPart Posts(QueueFacts facts) => facts.Attention == 0
        ? new(HealthPartName.Posts, HealthState.Ok, "No post waits for a person.")
        : new(HealthPartName.Posts, HealthState.Degraded, $"{Posts(facts.Attention)} {(facts.Attention == 1 ? "needs" : "need")} a person. The overview says what to do about each.");

    public HealthPart Accounts(IReadOnlyList<Channel> channels)
    {
        var states = channels.Select(channel => TokenHealthRules.Of(channel, now)).ToList();
        var dead = states.Count(state => state == TokenHealth.Dead);
        var soon = states.Count(state => state is TokenHealth.ReconnectSoon or TokenHealth.RenewalFailing);
        return (channels.Count, dead, soon) switch
        {
            (0, _, _) => new(HealthPartName.Accounts, HealthState.Unknown, "No account is connected."),
            (var all, > 0, _) => new(HealthPartName.Accounts, dead == all ? HealthState.Down : HealthState.Degraded, $"Nothing is published on {Of(dead, all)} before {(dead == 1 ? "it is" : "they are")} connected again."),
            (var all, _, > 0) => new(HealthPartName.Accounts, HealthState.Degraded, $"The access to {Of(soon, all)} is not renewed by itself, or not yet. See to it before it ends."),
            (var all, _, _) => new(HealthPartName.Accounts, HealthState.Ok, all == 1 ? "The access to the account is good." : $"The access to all {all} accounts is good."),
        };
    }

    public static HealthPart Storage(Alert? alert) => alert is null
        ? new(HealthPartName.Storage, HealthState.Ok, "Nothing is known against where media is hosted.")
        : new(HealthPartName.Storage, HealthState.Down, $"{alert.Finding.Title}. {alert.Finding.Message}");

    public HealthPart SuccessRate(Rate rate)
    {
        var share = rate.Total;
        var hours = string.Create(CultureInfo.InvariantCulture, $"{options.SuccessRateWindow.TotalHours:0.#} hours");
        if (share.Value is not { } value) return new(HealthPartName.SuccessRate, HealthState.Unknown, $"Nothing was tried in the last {hours}.");
        var sentence = $"{share.Part} of {share.Whole} posts that were due in the last {hours} and tried went out";
        return rate.IsMet == false
            ? new(HealthPartName.SuccessRate, HealthState.Degraded, string.Create(CultureInfo.InvariantCulture, $"{sentence}: less than the {rate.Target!.Limit:P1} that should. The activity page shows their errors."))
            : new(HealthPartName.SuccessRate, HealthState.Ok, $"{sentence}.");
    }

    public (HealthState State, string Sentence) Network(string name, IReadOnlyList<NetworkLook> looks, int failures, bool failsTooMuch)
    {
        var fresh = looks.Where(look => now - look.LookedAt <= LookIsGoodFor).ToList();
        if (fresh.Where(look => look.IsSilent).MinBy(look => look.GoodAt) is { } silent)
        {
            var since = silent.GoodAt is { } good ? $"has not answered for {Span(now - good)}" : "has never answered";
            return (HealthState.Down, $"{silent.Host} {since} ({silent.Trouble}). Posts wait inside their late window.");
        }
        if (failures >= FailuresThatCount) return (HealthState.Degraded, $"{failures} tries of the last half hour came to nothing on the side of {name}.");
        if (fresh.Find(look => look.Trouble is not null) is { } missed) return (HealthState.Degraded, $"{missed.Host} did not answer when it was last asked ({missed.Trouble}). It is asked again in a minute.");
        if (failsTooMuch) return (HealthState.Degraded, "More of the latest posts or calls failed than should.");
        return fresh.Count == 0 ? (HealthState.Unknown, "It was not asked of late whether it answers.") : (HealthState.Ok, "It answers.");
    }

    private static string Posts(long count) => count == 1 ? "One post" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} posts");

    private static string Calls(long count) => count == 1 ? "one publish call" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} publish calls");

    private static string Of(int some, int all) => (some, all) switch
    {
        (1, 1) => "the account",
        var (part, whole) when part == whole => $"all {whole} accounts",
        _ => $"{some} of {all} accounts",
    };

    private static string Span(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => $"{(int)time.TotalSeconds} seconds",
        { TotalHours: < 2 } => $"{(int)time.TotalMinutes} minutes",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} hours",
        _ => $"{(int)time.TotalDays} days",
    };
}
