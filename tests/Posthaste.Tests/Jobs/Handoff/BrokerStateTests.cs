using Microsoft.Extensions.Logging;
using Posthaste.Jobs.Handoff;

namespace Posthaste.Tests.Jobs.Handoff;

/// <summary>R-JOB-8: what is said of a broker that comes and goes.</summary>
public sealed class BrokerStateTests
{
    private static readonly HandoffException Away = new("It is away.");

    [Fact]
    public void Each_change_is_logged_once_and_it_answers_when_it_does_for_everybody()
    {
        var log = new ListedLog();
        using var logs = LoggerFactory.Create(builder => builder.AddProvider(log));
        var state = new BrokerState(logs.CreateLogger<BrokerState>());
        var (one, other) = ("one", "other");
        Assert.Null(state.Answers);

        state.Works(one);
        state.Works(other);
        Assert.True(state.Answers);
        for (var i = 0; i < 3; i++)
        {
            state.Failed(one, Away);
            // Nor does somebody's good fortune make it two stories.
            state.Works(other);
        }
        Assert.False(state.Answers);
        Assert.Equal("It is away.", state.Trouble);
        state.Works(one);

        Assert.True(state.Answers);
        Assert.Null(state.Trouble);
        Assert.Equal(3, log.Lines.Count);
        Assert.Contains("cannot be used: It is away.", log.Lines[1], StringComparison.Ordinal);
    }
}
