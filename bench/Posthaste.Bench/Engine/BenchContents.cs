using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Bench.Engine;

/// <summary>Every job publishes the same picture; no post is read from the database.</summary>
internal sealed class BenchContents : IContentSource
{
    public const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static readonly Task<PublishContent?> Content =
        Task.FromResult<PublishContent?>(new PublishContent(new PlatformPost { Type = PostType.Image, Caption = "Measured", Media = [] }, Hash));

    public Task<PublishContent?> LoadAsync(Job job, DateTimeOffset? hostUntil, CancellationToken ct) => Content;
}

/// <summary>Every channel has a token.</summary>
internal sealed class BenchAccounts : IAccountSource
{
    private static readonly Secret Token = new("bench");

    public Task<PlatformAccount?> FindAsync(Guid channelId, CancellationToken ct) =>
        Task.FromResult<PlatformAccount?>(new PlatformAccount(channelId, "1", null, Token));

    public Task<bool> ReportDeadTokenAsync(PlatformAccount account, PlatformError error, CancellationToken ct) =>
        throw new InvalidOperationException("The stub refuses no token.");
}

/// <summary>Nothing stands against any job.</summary>
internal sealed class BenchPreflight : IPreflight
{
    private static readonly Task<IReadOnlyList<PlatformError>> Nothing = Task.FromResult<IReadOnlyList<PlatformError>>([]);

    public Task<IReadOnlyList<PlatformError>> CheckAsync(Job job, CancellationToken ct) => Nothing;
}
