using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Posthaste.Jobs;
using Posthaste.Jobs.Handoff;
using Posthaste.Jobs.Nodes;
using Posthaste.Server.Verbs;
using Posthaste.Storage;

namespace Posthaste.Server;

/// <summary>What the attributes of the options cannot say. Each message begins with its key.</summary>
internal static class SettingChecks
{
    public static void AddSettingChecks(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().Validate(
            storage => storage.Provider != "postgres" || IsPostgres(storage.ConnectionString),
            "Storage:ConnectionString: PostgreSQL needs one such as Host=localhost;Database=posthaste;Username=posthaste.");
        services.AddOptions<NodeOptions>()
            .Validate<IOptions<StorageOptions>>((node, storage) => NodeRoleWords.Read(node.Role) is null or NodeRoles.All || storage.Value.IsPostgres,
                "Node:Role: only all is possible with SQLite, whose file one process has alone. Set Storage:Provider to postgres for nodes with roles.")
            .Validate<IOptions<JobsOptions>>((node, jobs) => NodeRoleWords.Read(node.Role) is null or NodeRoles.All or NodeRoles.Api || jobs.Value.Enabled,
                "Node:Role: schedulers and workers need Jobs:Enabled. Leave it out, or set Node:Role to api.");
        services.AddOptions<BrokerOptions>().Validate<IOptions<StorageOptions>>((broker, storage) => !broker.IsSet || storage.Value.IsPostgres,
            "Broker:Url: a broker is between several nodes, which SQLite cannot have. Set Storage:Provider to postgres, or leave it out.");
        services.AddOptions<JobsOptions>().Validate(
            jobs => jobs.Backoff == "exponential" || jobs.Backoff.Split(',').All(IsWait),
            "Jobs:Backoff: expected is a list of waits such as 00:05:00,00:15:00,00:30:00, or exponential.");
    }

    /// <exception cref="SettingException">An address or the data folder cannot be used.</exception>
    public static void CheckAddresses(ConfigurationManager configuration)
    {
        if (configuration["PublicBaseUrl"] is { } text && (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http")))
            throw new SettingException($"A setting is wrong:\n\n  PublicBaseUrl: '{text}' is no address such as https://posts.example.com.");
        foreach (var listen in (configuration["urls"] ?? ServerApp.DefaultUrl).Split(';'))
        {
            if (!listen.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !listen.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
                throw new SettingException($"A setting is wrong:\n\n  urls: '{listen}' is no address such as {ServerApp.DefaultUrl}.");
        }
    }

    /// <exception cref="SettingException">It cannot be made.</exception>
    public static void MakeFolder(DataFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"A setting is wrong:\n\n  {DataFolder.Key}: the folder {folder.Path} cannot be made: {e.Message}");
        }
    }

    private static bool IsPostgres(string? text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsWait(string text) =>
        TimeSpan.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var wait) && wait > TimeSpan.Zero && wait <= TimeSpan.FromDays(7);
}
