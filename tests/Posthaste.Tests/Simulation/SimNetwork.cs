using Posthaste.Platforms;
using Posthaste.Tests.Invariants;

namespace Posthaste.Tests.Simulation;

/// <summary>What a network keeps: containers, posts and comments. A container that is published twice makes two posts, the worst a
/// network could do, so that a second call never goes unseen.</summary>
internal sealed class SimNetwork(World world)
{
    private readonly Dictionary<string, Container> _containers = [];
    private readonly List<Post> _posts = [];

    public List<MadeContainer> Made { get; } = [];

    public IReadOnlyList<Post> Posts => _posts;

    public Container? Find(string? id) => id is null ? null : _containers.GetValueOrDefault(id);

    public Container Make(PlatformPost post, Guid channel, string part, Guid? job, DateTimeOffset askedAt, bool byHolder, TimeSpan processing, bool bad)
    {
        var container = new Container
        {
            Id = $"k{_containers.Count + 1:0000}",
            Channel = channel,
            Part = part,
            Post = post,
            JobId = job,
            ReadyAt = world.Time.Now + processing,
            ExpiresAt = world.Time.Now + TimeSpan.FromHours(24),
            IsBad = bad,
        };
        _containers.Add(container.Id, container);
        Made.Add(new MadeContainer { Id = container.Id, ChannelId = channel, JobId = job, MadeAt = askedAt, ByHolder = byHolder });
        world.Say($"network makes {container.Id} of '{post.Caption}' {part}");
        return container;
    }

    public Post Publish(Container container)
    {
        container.PublishedAt ??= world.Time.Now;
        return Add(new Post($"p{_posts.Count + 1:0000}", container.Channel, container.Post, container.Part, world.Time.Now, container.JobId, null));
    }

    public Post Comment(PlatformPost post, Guid channel, string on, Guid? job) =>
        Add(new Post($"m{_posts.Count + 1:0000}", channel, post, PublishStep.Comment, world.Time.Now, job, on));

    /// <summary>Somebody posts from the app, beside us.</summary>
    public void PostByHand(PlatformPost post, Guid channel)
    {
        world.Count("decoys");
        Add(new Post($"h{_posts.Count + 1:0000}", channel, post, post.Type == PostType.Story ? PublishStep.Story(1) : PublishStep.Post, world.Time.Now, null, null));
    }

    public WorldLedger Ledger(IReadOnlyList<SentCall> calls) => new()
    {
        Posts = [.. _posts.Select(post => new LivePost
        {
            RemoteId = post.Id,
            ChannelId = post.Channel,
            At = post.At,
            JobId = post.JobId,
            Part = post.Part,
            ContentHash = SimContents.HashOf(post.Content),
        })],
        Calls = calls,
        Containers = Made,
    };

    private Post Add(Post post)
    {
        _posts.Add(post);
        if (post.JobId is not null) world.Count("live posts");
        world.Say($"network shows {post.Id} '{post.Content.Caption}' {post.Part} for {(post.JobId is { } job ? world.NameOf(job) : "nobody")}");
        return post;
    }

    internal sealed class Container
    {
        public required string Id { get; init; }
        public required Guid Channel { get; init; }
        public required string Part { get; init; }
        public required PlatformPost Post { get; init; }
        public required Guid? JobId { get; init; }
        public required DateTimeOffset ReadyAt { get; init; }
        public required DateTimeOffset ExpiresAt { get; init; }

        /// <summary>The network will give up on it.</summary>
        public required bool IsBad { get; init; }

        public DateTimeOffset? PublishedAt { get; set; }
    }

    /// <param name="JobId">Null where a person posted it from the app.</param>
    /// <param name="On">The post that a comment stands below.</param>
    internal sealed record Post(string Id, Guid Channel, PlatformPost Content, string Part, DateTimeOffset At, Guid? JobId, string? On);
}
