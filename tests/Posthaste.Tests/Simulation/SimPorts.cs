using Posthaste.Jobs;
using Posthaste.Platforms;

namespace Posthaste.Tests.Simulation;

/// <summary>What the simulated posts say. Only a caption differs from one version to the next; it names its post, so that the world
/// knows whose a container is.</summary>
internal sealed class SimContents : IContentSource
{
    private readonly Dictionary<Guid, PlatformPost> _posts = [];
    private readonly Dictionary<string, Guid> _byCaption = [];

    public static string HashOf(PlatformPost post) => $"hash of {post.Caption}";

    public PlatformPost this[Guid postId] => _posts[postId];

    public void Write(Guid postId, PlatformPost post)
    {
        _posts[postId] = post;
        _byCaption[post.Caption] = postId;
    }

    public Guid PostOf(string caption) => _byCaption[caption];

    public Task<PublishContent?> LoadAsync(Job job, DateTimeOffset? hostUntil, CancellationToken ct) =>
        Task.FromResult<PublishContent?>(new PublishContent(_posts[job.PostId], HashOf(_posts[job.PostId])));
}

/// <summary>The accounts' tokens, ours and the network's: they differ once the network has withdrawn one.</summary>
internal sealed class SimAccounts(World world)
{
    private readonly Dictionary<Guid, string> _ours = [];
    private readonly Dictionary<Guid, string> _theirs = [];
    private int _issued;

    public IEnumerable<string> Secrets => Enumerable.Range(1, _issued).Select(number => $"secret-token-{number}-");

    public void Connect(Guid channel) => _ours[channel] = _theirs[channel] = $"secret-token-{++_issued}-";

    public void Disconnect(Guid channel) => _ours.Remove(channel);

    /// <summary>The network takes the token no longer.</summary>
    public void Withdraw(Guid channel) => _theirs.Remove(channel);

    public bool IsGood(PlatformAccount account) => _theirs.GetValueOrDefault(account.ChannelId) == account.Token.Reveal();

    /// <summary>As one process sees them.</summary>
    internal sealed class Seen(SimAccounts accounts, SimStore store) : IAccountSource
    {
        public Task<PlatformAccount?> FindAsync(Guid channelId, CancellationToken ct) =>
            Task.FromResult(accounts._ours.TryGetValue(channelId, out var token) ? new PlatformAccount(channelId, "1784", null, new Secret(token)) : null);

        public async Task<bool> ReportDeadTokenAsync(PlatformAccount account, PlatformError error, CancellationToken ct)
        {
            var current = false;
            await store.BesideAsync("ReportDeadToken", async () =>
            {
                current = accounts._ours.GetValueOrDefault(account.ChannelId) == account.Token.Reveal();
                if (current) await accounts.CloseAsync(account.ChannelId);
            });
            return current;
        }
    }

    private Task CloseAsync(Guid channel) => world.Stores.Jobs.SetGateAsync(channel, Gate.Reconnect, world.Time.Now, CancellationToken.None);
}

/// <summary>Checks that find something now and then.</summary>
internal sealed class SimChecks(World world) : IPreflight
{
    private readonly Chance _chance = world.ChanceFor("checks");

    public Task<IReadOnlyList<PlatformError>> CheckAsync(Job job, CancellationToken ct)
    {
        if (!world.IsStormy || !_chance.Is(world.Weather.Preflight)) return Task.FromResult<IReadOnlyList<PlatformError>>([]);
        world.Count("checks that found something");
        if (_chance.Is(0.2)) throw new InvalidOperationException("a bug of the check");
        return Task.FromResult<IReadOnlyList<PlatformError>>([new PlatformError { Kind = ErrorKind.FixContent, Code = "too_long", Message = "The caption is too long." }]);
    }
}
