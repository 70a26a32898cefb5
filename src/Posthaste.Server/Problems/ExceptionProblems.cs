using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Posthaste.Media.Hosting;

namespace Posthaste.Server.Problems;

/// <summary>The edge: turns what was thrown into an answer, and logs it once. No text of an exception leaves the server.</summary>
internal sealed partial class ExceptionProblems(IOptions<JsonOptions> json, ILogger<ExceptionProblems> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken ct)
    {
        // The client is gone: there is nobody to answer, and nothing is wrong.
        if (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        var problem = exception is BadHttpRequestException bad
            ? await ForBadRequestAsync(context, bad, ct)
            : ForFault(context, exception);
        await problem.ExecuteAsync(context);
        return true;
    }

    private ApiProblem ForFault(HttpContext context, Exception exception)
    {
        if (IsStoreOutage(exception))
        {
            LogOutage(exception, context.TraceIdentifier);
            return ProblemCodes.ForStatus(StatusCodes.Status503ServiceUnavailable);
        }
        // Its sentences are made for people and hold no secret.
        if (exception is MediaHostException host)
        {
            LogHost(exception, context.TraceIdentifier);
            return new ApiProblem(StatusCodes.Status503ServiceUnavailable, "media_host_unavailable", $"{host.Message} {host.Advice}");
        }
        LogFault(exception, context.Request.Method, context.TraceIdentifier);
        return ProblemCodes.ForStatus(StatusCodes.Status500InternalServerError);
    }

    private async Task<ApiProblem> ForBadRequestAsync(HttpContext context, BadHttpRequestException exception, CancellationToken ct)
    {
        if (exception.StatusCode != StatusCodes.Status400BadRequest) return ProblemCodes.ForStatus(exception.StatusCode);

        // The handler has put the failed request's endpoint aside while it answers.
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        if (FailedParameter().Match(exception.Message) is { Success: true } match)
        {
            var name = match.Groups["name"].Value;
            var type = endpoint?.Metadata.GetMetadata<MethodInfo>()?.GetParameters().FirstOrDefault(p => p.Name == name)?.ParameterType;
            return ApiProblem.ForField(name, $"expected is {Expected.Of(type ?? typeof(string))}");
        }
        if (endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } bodyType)
        {
            if (exception.InnerException is JsonException && context.Request.Body.CanSeek)
            {
                context.Request.Body.Position = 0;
                return await BodyCheck.ExplainAsync(context.Request.Body, bodyType, json.Value.SerializerOptions, ct);
            }
            if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } || context.Request.ContentLength is 0)
                return new ApiProblem(400, ProblemCodes.InvalidRequest, "The body is missing. Send a JSON object, with Content-Type: application/json.");
        }
        return ProblemCodes.ForStatus(StatusCodes.Status400BadRequest);
    }

    /// <summary>Whether the database as a whole is the trouble, rather than a statement of ours.</summary>
    private static bool IsStoreOutage(Exception exception) => exception switch
    {
        // Busy, locked, read-only, I/O error, full, cannot be opened.
        SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 } => true,
        // Connection, rollback, resources and operator classes; without a state the server was not reached at all.
        NpgsqlException { SqlState: null } => true,
        // It ended a transaction that stood still for too long (idle_in_transaction_session_timeout).
        PostgresException { SqlState: "25P03" } => true,
        PostgresException postgres => postgres.SqlState[..2] is "08" or "40" or "53" or "57" or "58",
        DbException database => database.IsTransient,
        _ => false,
    };

    [GeneratedRegex("""parameter "\S+ (?<name>\w+)" from "|parameter "\S+ (?<name>\w+)" was not provided""")]
    private static partial Regex FailedParameter();

    [LoggerMessage(LogLevel.Error, "{Method} failed, traceId {TraceId}")]
    private partial void LogFault(Exception exception, string method, string traceId);

    [LoggerMessage(LogLevel.Warning, "The media host did not do what was asked for, traceId {TraceId}")]
    private partial void LogHost(Exception exception, string traceId);

    [LoggerMessage(LogLevel.Error, "The database cannot be used, traceId {TraceId}")]
    private partial void LogOutage(Exception exception, string traceId);
}
