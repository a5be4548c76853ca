namespace ControlPlane.Demo.Pictures;

/// <summary>What a picture shows; the number is the class index of the models that know the animal.</summary>
public enum Animal
{
    Cat = 0,
    Dog = 1,
    Koala = 2,
}
