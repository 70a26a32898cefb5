using Posthaste.Jobs;
using Posthaste.Tests.Storage;

namespace Posthaste.Tests.Jobs.Engine;

/// <summary>The process ends at each point, and the next one finds what it left.</summary>
public abstract class CrashMatrix : EngineStory
{
    [Theory]
    [InlineData("after the claim", "died+ prepared published+", 1)]
    [InlineData("after the container, before the checkpoint", "died+ prepared published+", 2)]
    [InlineData("after the checkpoint", "died+ prepared published+", 1)]
    [InlineData("after the preparation", "prepared published+", 1)]
    [InlineData("armed", "prepared died+ published+", 1)]
    [InlineData("before the intent", "prepared died+ published+", 1)]
    [InlineData("after the intent, before the call", "prepared died settled_not_published+ published+", 1)]
    [InlineData("after the call, before the answer", "prepared died settled_published+", 1)]
    [InlineData("after the answer, before the commit", "prepared died settled_published+", 1)]
    [InlineData("after published, before the link", "prepared published+", 1)]
    public async Task A_process_that_dies_loses_nothing_and_publishes_once(string where, string history, int containers)
    {
        var job = await Engine.ScheduleAsync("hello", Minutes(5));
        var store = Engine.Node.Store;
        switch (where)
        {
            case "after the claim": store.CrashAt("ClaimAsync after", kind => kind is LaneKind.Prepare); break;
            case "after the container, before the checkpoint": store.CrashAt("SaveProgressAsync before"); break;
            case "after the checkpoint": store.CrashAt("SaveProgressAsync after"); break;
            case "after the preparation": store.CrashAt("FinishAsync after"); break;
            case "armed": store.CrashAt("ClaimAsync after", kind => kind is LaneKind.Publish); break;
            case "before the intent": store.CrashAt("OpenIntentAsync before"); break;
            case "after the intent, before the call": store.CrashAt("OpenIntentAsync after"); break;
            case "after the call, before the answer": Platform.On("publish", Replies.Then(() => Engine.Crash())); break;
            case "after the answer, before the commit": store.CrashAt("FinishAsync before", end => end is RunEnd { Verdict: not null }); break;
            default: store.CrashAt("FinishAsync after", end => end is RunEnd { Job.State: JobState.Published }); break;
        }

        Engine.RunUntil(() => store.Dead);
        Engine.StartNode();
        Engine.RunFor(Hours(1));

        var done = await Engine.ReadAsync(job);
        Assert.Equal((JobState.Published, "p1"), (done.State, done.RemoteId));
        Assert.Equal("https://posts.example/p1", done.Permalink);
        Assert.Equal(history, await Engine.HistoryAsync(job));
        Assert.Equal(containers, Platform.Containers.Count);
        Assert.Single(Platform.Posts);
    }
}

public sealed class SqliteCrashMatrixTests : CrashMatrix;

public sealed class PostgresCrashMatrixTests : CrashMatrix
{
    protected override TestDatabase Database() => new PostgresTestDatabase();
}
