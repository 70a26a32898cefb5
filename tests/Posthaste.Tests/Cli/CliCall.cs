using System.Text.Json;
using Posthaste.Cli;
using Posthaste.Tests.Server;

namespace Posthaste.Tests.Cli;

/// <summary>What a command ended with.</summary>
internal sealed record CliResult(int Code, string Out, string Error)
{
    public JsonElement Json => JsonElement.Parse(Out);
}

/// <summary>The surroundings of one call of the command.</summary>
internal sealed record CliCall(CliServer Desk)
{
    /// <summary>What is set in the environment; else the server and its key.</summary>
    public Dictionary<string, string>? Environment { get; init; }

    public string In { get; init; } = "";

    public bool InIsTerminal { get; init; }

    public bool IsTerminal { get; init; }

    /// <summary>What is typed where nobody sees it.</summary>
    public string Secret { get; init; } = "";

    public int Width { get; init; } = 200;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What stands for standard input and output where a protocol is spoken over them; the process's own where left out.</summary>
    public Func<(Stream In, Stream Out)>? Streams { get; init; }

    /// <summary>Where it writes, for who wants to read along.</summary>
    public HeardWriter Out { get; init; } = new();

    public HeardWriter Error { get; init; } = new();

    /// <summary>Runs it, and it must succeed.</summary>
    public async Task<CliResult> OkAsync(params string[] args)
    {
        var result = await RunAsync(args);
        Assert.True(result.Code == ExitCode.Ok, $"posthaste {string.Join(' ', args)} ended with {result.Code}\n{result.Out}\n{result.Error}");
        return result;
    }

    public async Task<CliResult> RunAsync(params string[] args) => await RunUntilAsync(args, TestContext.Current.CancellationToken);

    /// <param name="ct">Stands for Ctrl-C.</param>
    public async Task<CliResult> RunUntilAsync(string[] args, CancellationToken ct)
    {
        var environment = Environment ?? new Dictionary<string, string>
        {
            ["POSTHASTE_SERVER"] = Desk.Url,
            ["POSTHASTE_API_KEY"] = ServerUnderTest.ApiKey,
            ["XDG_CONFIG_HOME"] = Path.Combine(Desk.Folder, "nobody"),
        };
        using var input = new StringReader(In);
        var terminal = new Terminal
        {
            In = input,
            Out = Out,
            Error = Error,
            InIsTerminal = InIsTerminal,
            OutIsTerminal = IsTerminal,
            ErrorIsTerminal = IsTerminal,
            Width = Width,
            Environment = name => environment.GetValueOrDefault(name),
            Folder = Desk.Folder,
            ReadSecret = () => Secret,
            Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            Time = Time,
        };
        if (Streams is not null) terminal = terminal with { OpenStreams = Streams };
        var result = new CliResult(await PosthasteCommand.RunAsync(args, terminal, ct), Out.ToString(), Error.ToString());
        // Whatever is asked of it, and however it ends.
        foreach (var secret in new[] { ServerUnderTest.ApiKey, ServerUnderTest.AccountToken, "ph_wrong_key" }) Assert.DoesNotContain(secret, result.Out + result.Error, StringComparison.Ordinal);
        return result;
    }
}

/// <summary>Keeps what is written, and tells who waits for it.</summary>
internal sealed class HeardWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly System.Text.StringBuilder _text = new();
    private TaskCompletionSource _more = New();

    public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        lock (_gate)
        {
            _text.Append(value);
            _more.TrySetResult();
            _more = New();
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override string ToString()
    {
        lock (_gate) return _text.ToString();
    }

    /// <summary>Ends when this was written.</summary>
    public async Task HeardAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (true)
        {
            Task more;
            lock (_gate) more = _more.Task;
            if (ToString().Contains(text, StringComparison.Ordinal)) return;
            await Task.WhenAny(more, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, patience.Token));
            Assert.False(patience.IsCancellationRequested, $"\"{text}\" did not come: {ToString()}");
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
