package io.dbrestore.hook.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;

/** The entities of a shop. */
final class Before {

    static final List<Class<?>> ENTITIES = List.of(Customer.class, Tag.class, Purchase.class, Animal.class, Dog.class);

    private Before() {}

    /** Keys from a sequence, or from a table where there are no sequences. */
    @Entity(name = "Customer")
    @Table(name = "customer")
    public static class Customer {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        String name;

        @ManyToMany
        @JoinTable(name = "customer_tag")
        Set<Tag> tags = Set.of();
    }

    /** Keys of its own. */
    @Entity(name = "Tag")
    @Table(name = "tag")
    public static class Tag {
        @Id
        Integer id;

        String label;
    }

    /** Keys from the column's identity, and a name that wants quoting. */
    @Entity(name = "Purchase")
    @Table(name = "`Purchase *of* the dáy's. end`")
    public static class Purchase {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @ManyToOne
        Customer customer;

        String what;
    }

    /** In two tables. */
    @Entity(name = "Animal")
    @Table(name = "animal")
    @Inheritance(strategy = InheritanceType.JOINED)
    public static class Animal {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        String name;
    }

    /** The second of them. */
    @Entity(name = "Dog")
    @Table(name = "dog")
    public static class Dog extends Animal {
        boolean barks;
    }

    /** Nine rows. Keys from identities come last: their rows are written at once, and SQLite has one writer. */
    static void fill(Session session) {
        Tag tag = new Tag();
        tag.id = 5;
        tag.label = "mine";
        session.persist(tag);
        Dog dog = new Dog();
        dog.name = "Rex";
        dog.barks = true;
        session.persist(dog);
        List<Customer> customers = List.of(customer("Ann", tag), customer("Ben", tag));
        customers.forEach(session::persist);
        for (Customer customer : customers) {
            Purchase purchase = new Purchase();
            purchase.customer = customer;
            purchase.what = "a hat for " + customer.name;
            session.persist(purchase);
        }
    }

    private static Customer customer(String name, Tag tag) {
        Customer customer = new Customer();
        customer.name = name;
        customer.tags = Set.of(tag);
        return customer;
    }
}
