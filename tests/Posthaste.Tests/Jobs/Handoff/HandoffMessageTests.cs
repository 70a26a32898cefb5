using System.Text;
using System.Text.Json;
using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Tests.Jobs.Handoff;

/// <summary>R-JOB-8: what is said over the broker, and what of it is believed.</summary>
public sealed class HandoffMessageTests
{
    private const string Channel = "0198c0de-0000-7000-8000-000000000001";
    private const string Job = "0198c0de-0000-7000-8000-000000000002";

    private static readonly DateTimeOffset Now = new(2026, 7, 29, 10, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void A_hint_arrives_as_it_was_sent_under_the_key_of_its_channel()
    {
        var hint = new LaneHint(new LaneKey(Guid.Parse(Channel), LaneKind.Prepare, 2), Guid.Parse(Job), 7);

        var message = HintMessage.Write(hint);

        Assert.Equal(hint, HintMessage.Read(message.Body, LaneKind.Prepare));
        Assert.Equal(hint.Lane.ChannelId.ToString("N"), message.Key);
        Assert.Equal($$"""{"v":1,"channelId":"{{Channel}}","kind":"prepare","slot":2,"jobId":"{{Job}}","epoch":7}""", Encoding.UTF8.GetString(message.Body.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"v":2,"channelId":"0198c0de-0000-7000-8000-000000000001","kind":"publish","slot":0,"jobId":"0198c0de-0000-7000-8000-000000000002","epoch":7}""")]
    [InlineData("""{"v":1,"channelId":"nobody","kind":"publish","slot":0,"jobId":"0198c0de-0000-7000-8000-000000000002","epoch":7}""")]
    [InlineData("""{"v":1,"channelId":"0198c0de-0000-7000-8000-000000000001","kind":"prepare","slot":0,"jobId":"0198c0de-0000-7000-8000-000000000002","epoch":7}""")]
    [InlineData("""{"v":1,"channelId":"0198c0de-0000-7000-8000-000000000001","kind":"publish","slot":-1,"jobId":"0198c0de-0000-7000-8000-000000000002","epoch":7}""")]
    [InlineData("""{"v":1,"channelId":"0198c0de-0000-7000-8000-000000000001","kind":"publish","slot":99999,"jobId":"0198c0de-0000-7000-8000-000000000002","epoch":7}""")]
    [InlineData("""{"v":1,"channelId":"0198c0de-0000-7000-8000-000000000001","kind":"publish","slot":0,"epoch":7}""")]
    [InlineData("""{"v":1,"channelId":"0198c0de-0000-7000-8000-000000000001","kind":"publish","slot":0,"jobId":"0198c0de-0000-7000-8000-000000000002","epoch":"late"}""")]
    public void What_is_no_hint_of_the_publish_queue_is_none(string body) => Assert.Null(HintMessage.Read(Encoding.UTF8.GetBytes(body), LaneKind.Publish));

    [Fact]
    public void A_result_names_the_job_its_state_and_the_time()
    {
        var before = TestJob.ReadyToPublish(Guid.Parse(Channel), Now);

        var message = ResultMessage.Of(before, before with { State = JobState.NeedsAttention, Reason = JobReason.Reconnect }, Now)!;

        var body = JsonElement.Parse(Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal(1, body.GetProperty("v").GetInt32());
        Assert.Equal((before.Id, before.PostId, before.ChannelId, before.WorkspaceId),
            (body.GetProperty("jobId").GetGuid(), body.GetProperty("postId").GetGuid(), body.GetProperty("channelId").GetGuid(), body.GetProperty("workspaceId").GetGuid()));
        Assert.Equal(("needs_attention", "reconnect", "2026-07-29T10:00:00.123Z"), (body.GetProperty("state").GetString(), body.GetProperty("reason").GetString(), body.GetProperty("at").GetString()));
    }

    [Theory]
    [InlineData(JobState.Ready)]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Publishing)]
    public void What_nobody_waits_for_is_not_told(JobState state)
    {
        var before = TestJob.ReadyToPublish(Guid.Parse(Channel), Now);

        Assert.Null(ResultMessage.Of(before, before with { State = state }, Now));
        Assert.Null(ResultMessage.Of(before with { State = JobState.Published }, before with { State = JobState.Published }, Now));
    }
}
