using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Posthaste.Platforms;
using Posthaste.Posts;
using Posthaste.Posts.Files;
using Posthaste.Tests.Media;
using Posthaste.Workspaces;

namespace Posthaste.Tests.Server.Fixtures;

/// <summary>A server with several accounts on one sandbox, and the fixtures, each uploaded once.</summary>
public sealed class FixtureDesk(Shelf shelf) : IAsyncLifetime
{
    private readonly FixtureFiles _files = new(shelf);
    private readonly ConcurrentDictionary<string, Lazy<Task<Guid>>> _uploads = new();

    internal ServerUnderTest Server { get; private set; } = null!;

    /// <summary>Several: how many posts an account may make in a day, and how many are prepared at once, is limited.</summary>
    public IReadOnlyList<Guid> Channels { get; private set; } = [];

    /// <summary>The network's ids of the posts that jobs say are published.</summary>
    public ConcurrentBag<string> Published { get; } = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await ServerUnderTest.StartAsync(new Dictionary<string, string>
        {
            ["Publishing:ConflictDistance"] = "00:00:00",
            ["Publishing:MediaWait"] = "00:02:00",
            ["Media:TranscodesAtOnce"] = "2",
            ["Media:VideoPreset"] = "ultrafast",
            ["Jobs:PostsPerHour"] = "0",
            ["Jobs:PrepareSlots"] = "16",
            ["Platforms:Instagram:CallsPerHour"] = "10000",
        });
        await ServerUnderTest.ReadAsync(Server.SandboxHttp.PatchAsJsonAsync("/sandbox/settings", new { videoProcessingSeconds = 0 }, Ct));
        Channels = [await Server.ConnectAsync(), await ConnectAsync("two"), await ConnectAsync("three"), await ConnectAsync("four")];
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public byte[] BytesOf(string name) => _files.BytesOf(name);

    /// <returns>The id of its media.</returns>
    public Task<Guid> UploadAsync(string name) => _uploads.GetOrAdd(name, _ => new Lazy<Task<Guid>>(() => Server.UploadAsync(BytesOf(name), name))).Value;

    /// <summary>A draft as it is where it was saved while its file was still taken: today it would be refused at once.</summary>
    public async Task<Guid> KeepDraftAsync(string type, Guid media)
    {
        var now = TimeProvider.System.GetUtcNow();
        var post = new Post
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = Workspace.FirstId,
            Title = type,
            Draft = new PostDraft
            {
                Type = Enum.Parse<PostType>(type, ignoreCase: true),
                ChannelIds = [Channels[0]],
                MediaIds = [media],
                MediaFits = [new MediaFit { Fit = UnfitMedia.Original }],
            },
            CreatedBy = "an author",
            ChangedBy = "an author",
            CreatedAt = now,
            UpdatedAt = now,
        };
        await Server.Services.GetRequiredService<IPostStore>().AddAsync(post, Ct);
        return post.Id;
    }

    /// <summary>What really went live.</summary>
    public async Task<IReadOnlyList<JsonElement>> LiveAsync() =>
        [.. (await ServerUnderTest.ReadAsync(Server.SandboxHttp.GetAsync("/sandbox/ledger", Ct))).GetProperty("posts").EnumerateArray()];

    private async Task<Guid> ConnectAsync(string name)
    {
        var token = $"token-of-account-{name}";
        await ServerUnderTest.ReadAsync(Server.SandboxHttp.PostAsJsonAsync("/sandbox/accounts", new { username = $"account.{name}", token }, Ct));
        return (await ServerUnderTest.ReadAsync(Server.Http.PostAsJsonAsync("/api/v1/channels", new { platform = "instagram", accessToken = token }, Ct))).GetProperty("id").GetGuid();
    }
}
