using System.Text.Json;

namespace Posthaste.Server.Problems;

/// <summary>Gives the problems that ASP.NET writes by itself (validation of a request's attributes) the shape of ours.</summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is not HttpValidationProblemDetails invalid)
            return new ValueTask(ProblemCodes.ForStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));

        var errors = invalid.Errors.ToDictionary(error => JsonPath(error.Key), error => error.Value);
        var first = errors.First();
        var problem = new ApiProblem(StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest, $"{first.Key}: {first.Value[0]}") { Errors = errors };
        return new ValueTask(problem.ExecuteAsync(context.HttpContext));
    }

    /// <summary><c>Options.UserTags[0].X</c> → <c>options.userTags[0].x</c>.</summary>
    internal static string JsonPath(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
