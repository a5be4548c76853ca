using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>A small picture in the colour of the text beside it. Hidden from screen readers: the word is beside it.</summary>
public sealed partial class Icon
{
    [Parameter, EditorRequired]
    public IconName Name { get; set; }

    private string Path => Name switch
    {
        IconName.Overview => "M2 3.5h12M2 8h12M2 12.5h7",
        IconName.Model => "M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6",
        IconName.Agent => "M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01",
        IconName.Fine => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5.2 8.2l2 2 3.6-4.2",
        IconName.Watching => "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z",
        IconName.Warning => "M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.01",
        IconName.Alarm => "M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM8 5v3.6M8 11v.01",
        IconName.RollBack => "M5.5 2.5 2.5 5.5l3 3M2.8 5.5h6.4a4 4 0 0 1 0 8H6",
        IconName.Unknown => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM5 8h6",
        IconName.Live => "M8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM4.5 4.5a5 5 0 0 0 0 7M11.5 4.5a5 5 0 0 1 0 7",
        IconName.System => "M2 3h12v8H2zM6 14h4M8 11v3",
        IconName.Light => "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7",
        IconName.Dark => "M13.5 9.3A5.8 5.8 0 1 1 6.7 2.5a4.6 4.6 0 0 0 6.8 6.8z",
        IconName.Help => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM6.3 6.2a1.8 1.8 0 1 1 2.5 1.9c-.5.2-.8.6-.8 1.2M8 11.4v.01",
        IconName.Close => "M4 4l8 8M12 4l-8 8",
        IconName.Add => "M8 3v10M3 8h10",
        IconName.Locked => "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
        IconName.Unlocked => "M3.5 7h9v6.5h-9zM5.5 7V4.6a2.5 2.5 0 0 1 4.8-1",
        IconName.Pause => "M5.5 3v10M10.5 3v10",
        IconName.Resume => "M5 3l7.5 5L5 13z",
        IconName.Table => "M2 3h12v10H2zM2 6.5h12M2 9.8h12M6.5 6.5V13",
        IconName.Download => "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
        IconName.Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
        IconName.Upload => "M8 10.5v-8M4.5 5.5 8 2l3.5 3.5M2.5 13.5h11",
        IconName.Rollout => "M2 13h3v-3.5h3.5V6H12V2.5h2.5",
        IconName.Promote => "M3 3l6 5-6 5zM12.5 3v10",
        IconName.PromoteFully => "M2 3.5 7 8l-5 4.5zM7.5 3.5l5 4.5-5 4.5zM14.2 3v10",
        IconName.SwitchOff => "M8 1.8v5.4M4.4 4a5.4 5.4 0 1 0 7.2 0",
        IconName.Retry => "M13 3v3.5H9.5M12.7 6.3A5.3 5.3 0 1 0 13.2 9",
        IconName.Next => "M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z",
        IconName.Skipped => "M2.5 4 7 8l-4.5 4zM8.5 4 13 8l-4.5 4z",
        IconName.Person => "M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM2.8 14a5.2 5.2 0 0 1 10.4 0",
        IconName.Audit => "M3 1.8h7.5L13 4.3v9.9H3zM5.5 6h5M5.5 8.7h5M5.5 11.4h3",
        IconName.Webhook => "M2 8h7M6.5 5.5 9 8l-2.5 2.5M9.5 2.5H14v11H9.5",
        _ => throw new InvalidOperationException($"{Name} has no picture."),
    };
}
