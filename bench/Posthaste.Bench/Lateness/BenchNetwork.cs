namespace Posthaste.Bench.Lateness;

/// <summary>A network whose posts are measured: what they are, and how its accounts come to be.</summary>
internal abstract class BenchNetwork
{
    public static IReadOnlyList<BenchNetwork> All { get; } = [new OnInstagram(), new OnTikTok()];

    public abstract string Name { get; }

    /// <summary>Types of posts, in equal shares.</summary>
    public abstract IReadOnlyList<string> Types { get; }

    /// <summary>What the API calls a type of post, and which files it has.</summary>
    public abstract (string Type, Guid[] Media) PostOf(string type, BenchFiles files);

    /// <summary>What the network wants said for each post; null for nothing.</summary>
    public virtual object? Options => null;

    public abstract Task PrepareAsync(Rig rig, LatenessPlan plan, CancellationToken ct);

    /// <returns>The channel's id.</returns>
    public abstract Task<Guid> ConnectAsync(Rig rig, int number, CancellationToken ct);

    private sealed class OnInstagram : BenchNetwork
    {
        public override string Name => "instagram";

        public override IReadOnlyList<string> Types { get; } = ["image", "carousel", "reel", "story with image", "story with video"];

        public override (string Type, Guid[] Media) PostOf(string type, BenchFiles files) => type switch
        {
            "image" => ("image", [files.Pictures[0]]),
            "carousel" => ("carousel", files.Pictures),
            "reel" => ("reel", [files.Video]),
            "story with image" => ("story", [files.Upright]),
            _ => ("story", [files.Video]),
        };

        public override Task PrepareAsync(Rig rig, LatenessPlan plan, CancellationToken ct) => rig.ControlAsync(HttpMethod.Patch, "settings", new
        {
            videoProcessingSeconds = plan.Processing.TotalSeconds,
            quotaTotal = plan.Posts + 1,
            containerLimit = 10 * (plan.Posts + 1),
            seed = plan.Seed,
        }, ct);

        public override async Task<Guid> ConnectAsync(Rig rig, int number, CancellationToken ct)
        {
            await rig.ControlAsync(HttpMethod.Post, "accounts", new { username = $"bench.{number}", token = $"bench-token-{number}" }, ct);
            return await rig.ConnectAsync("instagram", $"bench-token-{number}", ct);
        }
    }

    private sealed class OnTikTok : BenchNetwork
    {
        public override string Name => "tiktok";

        public override IReadOnlyList<string> Types { get; } = ["photo", "photos", "video"];

        public override object Options => new { privacy = "public" };

        public override (string Type, Guid[] Media) PostOf(string type, BenchFiles files) => type switch
        {
            "photo" => ("image", [files.Pictures[0]]),
            "photos" => ("carousel", files.Pictures),
            _ => ("video", [files.Video]),
        };

        public override Task PrepareAsync(Rig rig, LatenessPlan plan, CancellationToken ct) =>
            rig.ControlAsync(HttpMethod.Patch, "tiktok/settings", new { postsPerDay = plan.Posts + 1 }, ct);

        public override async Task<Guid> ConnectAsync(Rig rig, int number, CancellationToken ct)
        {
            await rig.ControlAsync(HttpMethod.Post, "tiktok/users", new { openId = $"bench-{number}", username = $"bench.{number}" }, ct);
            var token = await rig.ControlAsync(HttpMethod.Post, $"tiktok/users/bench-{number}/tokens", new { }, ct);
            return await rig.ConnectAsync("tiktok", token.GetProperty("accessToken").GetString()!, ct);
        }
    }
}

/// <summary>The files of all posts.</summary>
/// <param name="Pictures">Three that go together.</param>
/// <param name="Upright">For a story.</param>
internal sealed record BenchFiles(Guid[] Pictures, Guid Upright, Guid Video);
