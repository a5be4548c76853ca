using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace ControlPlane.Web.Shell;

/// <summary>The document around every page. Rendered once per load on the server; pages inside are live and not prerendered.</summary>
public sealed partial class App : ComponentBase
{
    private static readonly InteractiveServerRenderMode Live = new(prerender: false);

    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    // Pages for strangers need no circuit, no scripts, and get none.
    private bool IsLive => HttpContext?.AcceptsInteractiveRouting() != false;

    private InteractiveServerRenderMode? Mode => IsLive ? Live : null;

    private Theme Theme => ThemeCookie.Read(HttpContext?.Request);

    private string LightMedia => Theme switch
    {
        Theme.Light => "all",
        Theme.Dark => "not all",
        _ => "(prefers-color-scheme: light)",
    };

    private string DarkMedia => Theme switch
    {
        Theme.Light => "not all",
        Theme.Dark => "all",
        _ => "(prefers-color-scheme: dark)",
    };
}
