namespace Posthaste.Server.Pages;

/// <summary>How the server's own pages look: by the browser's light or dark, from 320 pixels on.</summary>
internal static class PageStyle
{
    public const string Path = "/pages.css";

    private const string Css =
        """
        :root { color-scheme: light dark; --line: #8885; --accent: #1a56c4; }
        @media (prefers-color-scheme: dark) { :root { --accent: #8ab4ff; } }
        body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        main { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
        h1 { font-size: 1.4rem; line-height: 1.25; }
        h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
        section, fieldset { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
        label { display: block; margin: .75rem 0; }
        [hidden] { display: none; }
        label.choice { display: flex; gap: .75rem; align-items: center; min-height: 2.75rem; margin: 0; }
        input[type=email], input[type=password], input[type=text], select { display: block; box-sizing: border-box; width: 100%; font: inherit; padding: .6rem; margin-top: .25rem; }
        input[type=checkbox] { width: 1.25rem; height: 1.25rem; flex: none; }
        button { font: inherit; font-weight: 600; padding: .7rem 1.1rem; min-height: 2.75rem; border: 2px solid var(--accent); border-radius: .5rem; background: none; color: var(--accent); cursor: pointer; }
        button:focus-visible, a:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        a { color: var(--accent); }
        [role=alert] { border-left: .3rem solid #c33; padding-left: .75rem; }
        details { margin-top: .75rem; }
        small, dt { opacity: .8; }
        dd { margin: 0 0 .5rem; }
        """;

    public static void MapPageStyle(this IEndpointRouteBuilder app) => app.MapGet(Path, (HttpResponse response) =>
    {
        response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text(Css, "text/css; charset=utf-8");
    }).ExcludeFromDescription();
}
