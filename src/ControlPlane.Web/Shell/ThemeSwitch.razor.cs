using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ControlPlane.Web.Shell;

/// <summary>System, light or dark. The browser keeps the cookie and repaints at once; this only shows and asks.</summary>
public sealed partial class ThemeSwitch : ComponentBase, IAsyncDisposable
{
    private static readonly (Theme Theme, IconName Icon, string Word)[] Choices =
    [
        (Theme.System, IconName.System, "As the system"),
        (Theme.Light, IconName.Light, "Light"),
        (Theme.Dark, IconName.Dark, "Dark"),
    ];

    private IJSObjectReference? _module;
    private Theme? _theme;

    [Inject]
    public required IJSRuntime Browser { get; init; }

    public async ValueTask DisposeAsync() => await _module.DisposeQuietlyAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _module = await Browser.InvokeAsync<IJSObjectReference>("import", "./js/shell.js");
        _theme = ThemeCookie.Parse(await _module.InvokeAsync<string>("readTheme"));
        StateHasChanged();
    }

    private async Task ChooseAsync(Theme theme)
    {
        if (_module is null)
            return;

        await _module.InvokeVoidAsync("setTheme", ThemeCookie.ToWord(theme));
        _theme = theme;
    }
}
