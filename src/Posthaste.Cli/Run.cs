using System.CommandLine;
using System.Text.Json;
using Posthaste.Cli.Api;
using Posthaste.Cli.Output;
using Posthaste.Cli.SignIn;

namespace Posthaste.Cli;

/// <summary>One call of a command that speaks to the server.</summary>
internal sealed class Run : IDisposable
{
    private readonly ParseResult _parsed;
    private readonly Lazy<Access> _access;
    private readonly Lazy<ApiClient> _api;

    public Run(ParseResult parsed, Terminal terminal, CancellationToken ct)
    {
        (_parsed, Terminal, Ct) = (parsed, terminal, ct);
        Out = new Printer(parsed, terminal);
        _access = new Lazy<Access>(() => Access.Find(parsed, terminal));
        _api = new Lazy<ApiClient>(() => new ApiClient(Access.Server, Access.Key, terminal));
    }

    public Terminal Terminal { get; }

    public CancellationToken Ct { get; }

    public Printer Out { get; }

    public Access Access => _access.Value;

    public ApiClient Api => _api.Value;

    public bool IsJson => _parsed.GetValue(GlobalOptions.Json);

    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => _parsed.GetRequiredValue(argument);

    /// <summary>Whether it stands on the command line.</summary>
    public bool Has(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>Prints an answer in the way that was asked for.</summary>
    /// <param name="forPeople">Prints it for people.</param>
    public void Show(JsonElement answer, Action forPeople) => Out.Show(answer, forPeople);

    public void Dispose()
    {
        if (_api.IsValueCreated) _api.Value.Dispose();
    }
}

internal static class RunCommands
{
    /// <summary>Says what a command does with the server.</summary>
    /// <param name="act">Gives the exit code.</param>
    public static Command Does(this Command command, Terminal terminal, Func<Run, Task<int>> act)
    {
        command.SetAction(async (parsed, ct) =>
        {
            using var run = new Run(parsed, terminal, ct);
            return await act(run);
        });
        return command;
    }
}
