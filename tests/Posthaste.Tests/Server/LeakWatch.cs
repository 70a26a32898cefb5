using System.Buffers;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Posthaste.Tests.Server;

/// <summary>Reads everything that a server under test lets out — log lines down to Trace with their exceptions, answers with their headers, activities with their tags,
/// and in the end every column of its database — and finds the secrets that its tests give it. A hit fails the test that the server belongs to.</summary>
/// <remarks>Columns that are sealed are read too: what is sealed does not show the secret.</remarks>
internal sealed class LeakWatch : IStartupFilter, IDisposable
{
    /// <summary>What tokens, app secrets and keys of the sandbox begin with or are, and what tests give a server as such.</summary>
    public static readonly string[] Seeds =
    [
        ServerUnderTest.AccountToken, ServerUnderTest.ApiKey, "EAAsandbox", "IGsandbox", "sandbox-facebook-secret", "sandbox-instagram-secret", "sandbox-tiktok-secret", "sandbox-cloud-secret",
    ];

    /// <summary>The server's own filters, for this provider; and everything else down to Trace.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["Logging:Leaks:LogLevel:Default"] = "Trace",
        ["Logging:Leaks:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:Leaks:LogLevel:Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware"] = "None",
    };

    private readonly SearchValues<string> _seeds;
    private readonly ConcurrentQueue<string> _hits = [];
    private readonly ActivityListener _activities;

    /// <param name="more">Secrets of one test, beside <see cref="Seeds"/>.</param>
    public LeakWatch(params IEnumerable<string> more)
    {
        _seeds = SearchValues.Create([.. Seeds, .. more], StringComparison.Ordinal);
        // Sampled by nobody: only what the server makes anyway is read, and no request gets headers that it would not have.
        _activities = new ActivityListener { ShouldListenTo = source => true, ActivityStopped = Look };
        ActivitySource.AddActivityListener(_activities);
    }

    /// <summary>Where secrets were seen; never the text itself, as it is printed.</summary>
    public IReadOnlyList<string> Hits => [.. _hits];

    public void AddTo(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(new Lent(this)).AddSingleton<IStartupFilter>(this);

    /// <summary>Reads every column of every table.</summary>
    /// <param name="connection">Of the database, open.</param>
    public async Task ReadAsync(DbConnection connection)
    {
        var tables = connection is SqliteConnection ? "SELECT name FROM sqlite_master WHERE type = 'table'" : "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
        foreach (var table in (await connection.QueryAsync<string>(tables)).ToList())
        {
            await using var rows = await connection.ExecuteReaderAsync($"SELECT * FROM \"{table}\"");
            while (await rows.ReadAsync())
            {
                for (var i = 0; i < rows.FieldCount; i++)
                {
                    var value = rows.GetValue(i);
                    Look($"{table}.{rows.GetName(i)}", value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value.ToString());
                }
            }
        }
    }

    /// <summary>Reads the database of a server that has stopped.</summary>
    public async Task ReadDatabaseAsync(IReadOnlyDictionary<string, string> settings, string dataDir)
    {
        if (settings.GetValueOrDefault("Storage:Provider") == "postgres")
        {
            await using var postgres = new NpgsqlConnection(settings["Storage:ConnectionString"]);
            await postgres.OpenAsync();
            await ReadAsync(postgres);
        }
        else
        {
            var file = settings.GetValueOrDefault("Storage:ConnectionString") ?? Path.Combine(dataDir, "posthaste.db");
            if (!File.Exists(file)) return;
            await using var sqlite = new SqliteConnection($"Data Source={file};Pooling=False");
            await sqlite.OpenAsync();
            await ReadAsync(sqlite);
        }
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(ReadAnswerAsync);
        next(app);
    };

    public void Dispose() => _activities.Dispose();

    private async Task ReadAnswerAsync(HttpContext context, RequestDelegate next)
    {
        var (body, place) = (context.Response.Body, $"the answer to {context.Request.Method} {context.Request.Path}");
        await using var copy = new CopyingStream(body, context.Response);
        context.Response.Body = copy;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
            Look(place, copy.Text);
            foreach (var (name, value) in context.Response.Headers) Look($"{place}, header {name}", value.ToString());
        }
    }

    private void Look(Activity activity)
    {
        var place = $"the activity {activity.Source.Name}";
        Look(place, activity.DisplayName);
        Look(place, activity.OperationName);
        Look(place, activity.StatusDescription);
        foreach (var (name, value) in activity.TagObjects) Look($"{place}, tag {name}", value?.ToString());
        foreach (var (name, value) in activity.Baggage) Look($"{place}, baggage {name}", value);
        foreach (var happened in activity.Events)
        {
            foreach (var (name, value) in happened.Tags) Look($"{place}, event {happened.Name}, tag {name}", value?.ToString());
        }
    }

    private void Look(string place, string? text)
    {
        if (text is not null && text.AsSpan().ContainsAny(_seeds)) _hits.Enqueue(place);
    }

    // The server disposes of its providers; the watch lives through a restart.
    [ProviderAlias("Leaks")]
    private sealed class Lent(LeakWatch watch) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Lines(watch, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Lines(LeakWatch watch, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            watch.Look($"a scope of {category}", state.ToString());
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            watch.Look($"a line of {category} ({eventId.Name})", formatter(state, exception));
            watch.Look($"an exception logged by {category}", exception?.ToString());
            if (state is not IEnumerable<KeyValuePair<string, object?>> values) return;
            foreach (var (name, value) in values) watch.Look($"a line of {category} ({eventId.Name}), {name}", value?.ToString());
        }
    }

    /// <summary>Passes an answer on and keeps what of it is text.</summary>
    private sealed class CopyingStream(Stream body, HttpResponse response) : Stream
    {
        private readonly MemoryStream _copy = new();

        public string Text => Encoding.UTF8.GetString(_copy.GetBuffer(), 0, (int)_copy.Length);

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => body.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => body.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Keep(buffer.AsSpan(offset, count));
            body.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Keep(buffer.Span);
            return body.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        private void Keep(ReadOnlySpan<byte> written)
        {
            // A video is no place for a token, and large.
            if (response.ContentType is { } type && (type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal))) return;
            _copy.Write(written);
        }
    }
}
