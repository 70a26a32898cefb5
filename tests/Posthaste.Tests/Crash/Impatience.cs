namespace Posthaste.Tests.Crash;

/// <summary>Settings of a server whose minutes are seconds.</summary>
internal static class Impatience
{
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Api:WritesPerMinute"] = "100000",
        ["Jobs:PollInterval"] = "00:00:00.200",
        ["Jobs:LeadTime"] = "00:00:01.500",
        ["Jobs:VideoLeadTime"] = "00:00:01.500",
        ["Jobs:PublishTimeout"] = "00:00:02",
        ["Jobs:NodeLease"] = "00:00:03",
        ["Jobs:Heartbeat"] = "00:00:00.500",
        ["Jobs:StopTimeout"] = "00:00:03",
        ["Jobs:Backoff"] = "00:00:01",
        ["Jobs:Settling:Scale"] = "0.02",
        // Scaled: a minute. Of a comment that was not made nobody can be sure.
        ["Jobs:Settling:GiveUp"] = "00:50:00",
        ["Jobs:Settling:RemoteVideoProcessing"] = "00:01:00",
        ["Platforms:Instagram:PublishTimeout"] = "00:00:02",
        ["Platforms:Instagram:BlockWait"] = "00:00:01",
        ["Platforms:Instagram:RateLimitWait"] = "00:00:01",
        ["Platforms:Instagram:QuotaWait"] = "00:00:01",
        ["Platforms:Bluesky:PublishTimeout"] = "00:00:02",
        ["Platforms:Bluesky:RateLimitWait"] = "00:00:01",
        ["Platforms:Mastodon:PublishTimeout"] = "00:00:02",
        ["Platforms:Mastodon:RateLimitWait"] = "00:00:01",
        ["Platforms:Facebook:PublishTimeout"] = "00:00:02",
        ["Platforms:Facebook:RateLimitWait"] = "00:00:01",
        ["Platforms:TikTok:PublishTimeout"] = "00:00:02",
        ["Platforms:TikTok:RateLimitWait"] = "00:00:01",
        ["Platforms:TikTok:IsAudited"] = "true",
        // Every question of a test would be a line.
        ["Logging:LogLevel:Posthaste.Server.Http"] = "Warning",
        ["Publishing:LockTime"] = "00:00:00",
        // One picture for all posts.
        ["Publishing:RepeatWindow"] = "00:00:00",
    };
}
