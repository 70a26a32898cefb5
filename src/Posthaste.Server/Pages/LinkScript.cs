namespace Posthaste.Server.Pages;

/// <summary>Carries what a link keeps behind the <c>#</c> into the form: browsers send that to no server, and so it stands in no log. Without script a person copies it.</summary>
internal static class LinkScript
{
    public const string Path = "/pages.js";

    private const string Script =
        """
        const field = document.querySelector('input[name=token]');
        if (field && location.hash.length > 1) {
          field.value = location.hash.slice(1);
          field.closest('label').hidden = true;
          history.replaceState(null, '', location.pathname);
        }
        """;

    public static void MapLinkScript(this IEndpointRouteBuilder app) => app.MapGet(Path, (HttpResponse response) =>
    {
        response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text(Script, "text/javascript; charset=utf-8");
    }).ExcludeFromDescription();
}
