namespace Posthaste.Jobs.Nodes;

/// <summary>What a server process does.</summary>
[Flags]
public enum NodeRoles
{
    None = 0,

    /// <summary>Serves the API, the dashboard and hosted media.</summary>
    Api = 1,

    /// <summary>Does what is nobody's job in particular: renewals, alerts, notifications, cards, tidying up; and tells workers over the broker what is due, where there is one.</summary>
    Scheduler = 2,

    /// <summary>Claims lanes and runs their jobs: prepares, publishes, settles, follows up.</summary>
    Worker = 4,

    All = Api | Scheduler | Worker,
}

/// <summary>Roles as settings and rows say them.</summary>
internal static class NodeRoleWords
{
    private const string All = "all";

    private static readonly (string Word, NodeRoles Role)[] Words = [("api", NodeRoles.Api), ("scheduler", NodeRoles.Scheduler), ("worker", NodeRoles.Worker)];

    /// <returns><c>all</c>, or the words with commas.</returns>
    public static string Of(NodeRoles roles) => roles == NodeRoles.All ? All : string.Join(',', Words.Where(known => roles.HasFlag(known.Role)).Select(known => known.Word));

    /// <returns>Null where it is something else.</returns>
    public static NodeRoles? Read(string text)
    {
        if (text.Trim() == All) return NodeRoles.All;
        var roles = NodeRoles.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var role = Words.FirstOrDefault(known => known.Word == word).Role;
            if (role == NodeRoles.None) return null;
            roles |= role;
        }
        return roles;
    }
}
