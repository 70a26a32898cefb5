using Posthaste.Server.Verbs;

namespace Posthaste.Server;

/// <summary>The first word is the verb; without one the server serves.</summary>
internal static class Program
{
    private const string Usage =
        """
        posthaste-server                 serves the API and publishes what is due
        posthaste-server demo            the same with stand-ins of the networks and a workspace to try; nothing to set up
        posthaste-server migrate         brings the database up to date, and ends
        posthaste-server backup FILE     puts everything into one file, also while the server runs; --without-keys leaves the master keys out
        posthaste-server restore FILE    puts a backup into an empty installation
        posthaste-server export FILE     puts one workspace into a file for another server, without what opens its accounts; --workspace=0190… where there are several
        posthaste-server import FILE     brings such a workspace into this server, beside the others; --owner=ann@example.com; with SQLite stop the server first
        posthaste-server move-to-postgres
                                         brings everything from the SQLite file into the empty PostgreSQL database that the settings name; stop the server first
        posthaste-server doctor          looks at tools, storage, database, accounts, clock and addresses, and says how to mend what is wrong; --json for programs
        posthaste-server rehearse --week lets the coming days pass on a copy, sending nothing, and says which posts would fail, be late or wait; --days=3, --json
        posthaste-server create-key NAME prints a new API key; --role=editor, --workspace=0190…; with SQLite stop the server first
        posthaste-server reset-password ann@example.com
                                         gives a member a new password and turns their codes off; with SQLite stop the server first
        posthaste-server rotate-keys     seals the accounts' tokens under a new key, also while the server runs
        posthaste-server rotate-keys --remove-old
                                         takes away the older keys of keys.json, once nothing needs them; with SQLite stop the server first
        posthaste-server set-plan 0190… full
                                         puts a workspace on another plan (Plans:Enabled); with SQLite stop the server first
        posthaste-server openapi         prints the API's document

        --urls=http://127.0.0.1:5080     where to listen
        --DataDir=data                   where to keep everything
        --Section:Key=value              any setting; also Posthaste__Section__Key in the environment, and appsettings.json
        """;

    private static async Task<int> Main(string[] args)
    {
        try
        {
            return args switch
            {
                ["demo", .. var rest] => await Demo.RunAsync(rest),
                ["migrate", .. var rest] => await Migrate.RunAsync(rest),
                ["backup", var file, .. var rest] when !file.StartsWith('-') => await Backup.RunAsync(file, rest),
                ["restore", var file, .. var rest] when !file.StartsWith('-') => await Restore.RunAsync(file, rest),
                ["export", var file, .. var rest] when !file.StartsWith('-') => await Export.RunAsync(file, rest),
                ["import", var file, .. var rest] when !file.StartsWith('-') => await Import.RunAsync(file, rest),
                ["move-to-postgres", .. var rest] => await MoveDatabase.RunAsync(rest),
                ["doctor", .. var rest] => await RunDoctor.RunAsync(rest, Console.Out),
                ["rehearse", .. var rest] => await Rehearse.RunAsync(rest, Console.Out, Console.Error),
                ["create-key", var name, .. var rest] when !name.StartsWith('-') => await CreateKey.RunAsync(name, rest, Console.Out),
                ["reset-password", var email, .. var rest] when !email.StartsWith('-') => await ResetMember.RunAsync(email, rest),
                ["rotate-keys", .. var rest] => await ChangeKeys.RunAsync(rest),
                ["set-plan", var workspace, var plan, .. var rest] when !workspace.StartsWith('-') && !plan.StartsWith('-') => await SetPlan.RunAsync(workspace, plan, rest),
                ["openapi", .. var rest] => await WriteOpenApi.RunAsync(rest),
                ["help" or "--help" or "-h", ..] => Show(Console.Out, Usage, 0),
                ["backup" or "restore" or "export" or "import" or "create-key" or "reset-password" or "set-plan", ..] =>
                    Show(Console.Error, $"'{args[0]}' needs more, right behind it and before any setting.\n\n{Usage}", 2),
                [var word, ..] when !word.StartsWith('-') => Show(Console.Error, $"There is no verb '{word}'.\n\n{Usage}", 2),
                _ => await Serve.RunAsync(args),
            };
        }
        catch (Exception e) when (StartErrors.Describe(e) is { } message)
        {
            return Show(Console.Error, $"Posthaste cannot start. {message}", 1);
        }
    }

    private static int Show(TextWriter to, string text, int code)
    {
        to.WriteLine(text);
        return code;
    }
}
