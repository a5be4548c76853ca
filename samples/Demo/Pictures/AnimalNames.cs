namespace ControlPlane.Demo.Pictures;

/// <summary>The words models, users and the command line have for animals.</summary>
public static class AnimalNames
{
    private static readonly string[] Names = ["cat", "dog", "koala"];

    /// <summary>All names, in the order of class indices.</summary>
    public static IReadOnlyList<string> All => Names;

    public static string Name(this Animal animal) => Names[(int)animal];

    /// <summary>Null when the word names no animal.</summary>
    public static Animal? Find(string name)
    {
        var index = Array.IndexOf(Names, name);
        return index < 0 ? null : (Animal)index;
    }
}
