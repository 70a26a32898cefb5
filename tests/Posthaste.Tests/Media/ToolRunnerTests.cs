using Microsoft.Extensions.Logging.Abstractions;
using Posthaste.Media;
using Posthaste.Media.Probing;

namespace Posthaste.Tests.Media;

public sealed class ToolRunnerTests : IDisposable
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly MediaOptions _options = new();
    private readonly ToolRunner _tools;

    public ToolRunnerTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The limits are those of a POSIX shell.");
        _tools = new ToolRunner(_options, _time, NullLogger<ToolRunner>.Instance);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task Arguments_arrive_as_they_are_and_mean_nothing_to_the_shell()
    {
        var result = await _tools.RunAsync("printf", ["%s|", "$(id)", "a b", "; exit 3", "'\""], Ct);

        Assert.Equal(new ToolResult.Done("$(id)|a b|; exit 3|'\"|"), result);
    }

    [Fact]
    public async Task A_program_sees_nothing_of_the_servers_environment()
    {
        Environment.SetEnvironmentVariable("Posthaste__Test__Secret", "hidden");

        var done = Assert.IsType<ToolResult.Done>(await _tools.RunAsync("env", [], Ct));

        Assert.Contains("VIPS_BLOCK_UNTRUSTED=1", done.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", done.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_outcome_of_its_own()
    {
        Assert.Equal(new ToolResult.Missing("posthaste-no-such-tool"), await _tools.RunAsync("posthaste-no-such-tool", [], Ct));
    }

    [Fact]
    public async Task A_failure_keeps_what_the_program_said()
    {
        var failed = Assert.IsType<ToolResult.Failed>(await _tools.RunAsync("sh", ["-c", "echo no luck >&2; exit 3"], Ct));

        Assert.Equal((3, "no luck\n"), (failed.ExitCode, failed.Errors));
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended()
    {
        var run = _tools.RunAsync("sleep", ["600"], Ct);

        _time.Advance(_options.ToolTimeout);

        Assert.IsType<ToolResult.OverLimit>(await run);
    }

    [Fact]
    public async Task A_program_that_talks_without_end_is_ended()
    {
        Assert.IsType<ToolResult.OverLimit>(await _tools.RunAsync("yes", [], Ct));
    }

    [Fact]
    public async Task A_program_that_complains_without_end_does_not_hang_the_reader()
    {
        var done = await _tools.RunAsync("sh", ["-c", "head -c 1000000 /dev/zero >&2; echo done"], Ct);

        Assert.Equal(new ToolResult.Done("done\n"), done);
    }

    [Fact]
    public async Task The_limits_on_memory_processor_time_and_core_files_are_set()
    {
        var done = Assert.IsType<ToolResult.Done>(await _tools.RunAsync("sh", ["-c", "ulimit -v; ulimit -S -t; ulimit -c"], Ct));

        Assert.Equal([$"{_options.ToolMemoryBytes / 1024}", "120", "0"], done.Output.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_cancelled_run_is_ended_and_says_so()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = _tools.RunAsync("sleep", ["600"], cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task A_long_run_hands_on_its_lines_however_many_and_has_limits_of_its_own()
    {
        var lines = 0;
        var last = "";

        var done = await _tools.RunLongAsync("sh", ["-c", "yes 0123456789 | head -n 200000; nice; ulimit -v"], 1, line => (lines, last) = (lines + 1, line), Ct);

        Assert.IsType<ToolResult.Done>(done);
        Assert.Equal((200_002, $"{_options.TranscodeMemoryBytes / 1024}"), (lines, last));
    }

    [Fact]
    public async Task A_file_that_grows_past_what_is_allowed_ends_the_run()
    {
        var path = Path.Combine(Path.GetTempPath(), $"posthaste-{Guid.NewGuid():N}");
        try
        {
            Assert.IsType<ToolResult.OverLimit>(await _tools.RunLongAsync("dd", ["if=/dev/zero", $"of={path}", "bs=65536", "count=160"], 1 << 20, _ => { }, Ct));
            Assert.InRange(new FileInfo(path).Length, 0, (1 << 20) + 512);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_long_run_has_its_own_time_and_its_own_places()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = _tools.RunLongAsync("sleep", ["600"], 1, _ => { }, cancel.Token);
        _time.Advance(_options.TranscodeTimeout / 2);

        // It is still there, and does not stand in the way of short ones.
        Assert.IsType<ToolResult.Done>(await _tools.RunAsync("true", [], Ct));
        Assert.False(run.IsCompleted);

        _time.Advance(_options.TranscodeTimeout);
        Assert.IsType<ToolResult.OverLimit>(await run);
    }
}
