namespace Posthaste.Tests.Faults;

/// <summary>R-PUB-6: publish calls whose answers are lost settle by themselves; where nobody can tell, a person is asked.</summary>
public sealed class LostAnswersTests
{
    [Fact]
    public Task Two_hundred_lost_answers_settle_without_a_person() => SettleAsync(posts: 200, undecidable: 2);

    [Fact(Explicit = true)]
    public Task A_thousand_lost_answers_settle_without_a_person() => SettleAsync(posts: 1000, undecidable: 10);

    private static async Task SettleAsync(int posts, int undecidable)
    {
        await using var lost = await LostAnswers.StartAsync();
        var begun = TimeProvider.System.GetTimestamp();

        var counts = await lost.RunAsync(posts, undecidable);

        TestContext.Current.TestOutputHelper?.WriteLine($"{counts} in {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F0} s");
        Assert.Empty(await lost.CheckAsync());
        Assert.True(counts.LostAnswers >= posts, $"{counts}");
        Assert.True(counts.Undecidable <= undecidable, $"{counts}");
        Assert.True(counts.Published >= counts.Posts * 0.99, $"{counts}");
        Assert.Equal((0, 0), (counts.Twice, counts.HandPostsBound));

        await lost.ResolveAsync();

        var after = await lost.CountAsync();
        Assert.Empty(await lost.CheckAsync());
        Assert.Equal((after.Posts, after.Posts, 0, 0), (after.Published, after.Live, after.Twice, after.HandPostsBound));
    }
}
