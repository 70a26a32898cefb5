namespace Posthaste.Server.Pages;

/// <summary>Sends a browser on to another page, after a form for example: loading again does nothing twice.</summary>
/// <param name="address">A path of ours, or the address of a network's sign-in.</param>
internal sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
