using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Bluesky;

/// <summary>What the sandbox knows of Bluesky: accounts of one server, who is signed in, files and records.</summary>
internal sealed class BlueskyWorld
{
    public const string DemoDid = "did:plc:sandboxdemobakery2222222";
    public const string DemoHandle = "harbourbakery.test";
    public const string DemoPassword = "sand-boxd-emob-sky2";

    public BlueskyWorld() => Accounts[DemoDid] = new FakeRepo { Did = DemoDid, Handle = DemoHandle, Password = DemoPassword };

    public Dictionary<string, FakeRepo> Accounts { get; } = new(StringComparer.Ordinal);

    public BlueskySettings Settings { get; set; } = new();

    /// <summary>By token; both kinds.</summary>
    public Dictionary<string, FakeSession> Sessions { get; } = new(StringComparer.Ordinal);

    public FakeRepo? ByName(string? name) => name is null ? null
        : Accounts.GetValueOrDefault(name) ?? Accounts.Values.FirstOrDefault(account => string.Equals(account.Handle, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>How the server behaves; changed by <c>/sandbox/bluesky/settings</c>.</summary>
internal sealed record BlueskySettings
{
    /// <summary>Of one file; a server of somebody's own starts with 5 MiB.</summary>
    public int BlobBytes { get; init; } = 50 * 1_024 * 1_024;

    public double SessionSeconds { get; init; } = 7_200;

    public int SessionsPerFiveMinutes { get; init; } = 30;

    /// <summary>Creating a record takes 3, deleting one 1.</summary>
    public int PointsPerHour { get; init; } = 5_000;

    public string? Problem() => BlobBytes < 0 || SessionsPerFiveMinutes < 0 || PointsPerHour < 0 ? "Limits must not be negative."
        : SessionSeconds is > 0 and <= 31_536_000 ? null : "sessionSeconds must be above 0 and no more than a year.";
}

/// <summary>An account and all that is in it. Changes inside <see cref="SandboxState.Run{T}"/> only.</summary>
internal sealed class FakeRepo
{
    public required string Did { get; init; }

    public required string Handle { get; init; }

    /// <summary>An app password.</summary>
    public required string Password { get; set; }

    /// <summary>By collection and name.</summary>
    public SortedDictionary<(string Collection, string Rkey), FakeRecord> Records { get; } = [];

    /// <summary>By the hash that names them.</summary>
    public Dictionary<string, FakeBlob> Blobs { get; } = new(StringComparer.Ordinal);

    public RateWindow SignIns { get; } = new();

    public RateWindow Points { get; } = new();
}

/// <summary>A record as it was written.</summary>
internal sealed record FakeRecord(string Uri, string Cid, JsonObject Value, DateTimeOffset WrittenAt);

/// <summary>A file that was sent.</summary>
internal sealed record FakeBlob(string Cid, string ContentType, byte[] Bytes);

/// <summary>Somebody signed in.</summary>
/// <param name="Did">Who.</param>
/// <param name="IsRefresh">It opens another session, and nothing else.</param>
/// <param name="EndsAt">On the sandbox's clock.</param>
internal sealed record FakeSession(string Did, bool IsRefresh, DateTimeOffset EndsAt);

/// <summary>What was used of a limit, over a rolling window.</summary>
internal sealed class RateWindow
{
    private readonly Queue<(DateTimeOffset At, int Count)> _used = [];

    /// <returns>When there is room again; null where there was, and it was taken.</returns>
    public DateTimeOffset? Take(int count, int limit, TimeSpan window, DateTimeOffset now)
    {
        while (_used.TryPeek(out var first) && first.At <= now - window) _used.Dequeue();
        if (_used.Sum(use => use.Count) + count > limit) return _used.TryPeek(out var oldest) ? oldest.At + window : now + window;
        _used.Enqueue((now, count));
        return null;
    }
}
