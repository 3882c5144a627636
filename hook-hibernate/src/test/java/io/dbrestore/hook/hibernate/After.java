package io.dbrestore.hook.hibernate;

import jakarta.persistence.Column;
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
import org.hibernate.annotations.ColumnDefault;

/** The entities of the same shop, which has grown: customers have two columns more, and there are notes. */
final class After {

    static final List<Class<?>> ENTITIES =
            List.of(Customer.class, Tag.class, Purchase.class, Animal.class, Dog.class, Note.class);

    private After() {}

    /** With a column that may be empty, and one that may not and has a default. */
    @Entity(name = "Customer")
    @Table(name = "customer")
    public static class Customer {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        String name;

        String mail;

        @Column(nullable = false)
        @ColumnDefault("1")
        int grade;

        @ManyToMany
        @JoinTable(name = "customer_tag")
        Set<Tag> tags = Set.of();
    }

    /** As it was. */
    @Entity(name = "Tag")
    @Table(name = "tag")
    public static class Tag {
        @Id
        Integer id;

        String label;
    }

    /** As it was. */
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

    /** As it was. */
    @Entity(name = "Animal")
    @Table(name = "animal")
    @Inheritance(strategy = InheritanceType.JOINED)
    public static class Animal {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        String name;
    }

    /** As it was. */
    @Entity(name = "Dog")
    @Table(name = "dog")
    public static class Dog extends Animal {
        boolean barks;
    }

    /** New. */
    @Entity(name = "Note")
    @Table(name = "note")
    public static class Note {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String text;
    }

    /** One row more of everything that counts its keys. */
    static void add(Session session) {
        Customer customer = new Customer();
        customer.name = "Cid";
        customer.grade = 2;
        session.persist(customer);
        Dog dog = new Dog();
        dog.name = "Bello";
        session.persist(dog);
        Purchase purchase = new Purchase();
        purchase.customer = customer;
        purchase.what = "a hat for Cid";
        session.persist(purchase);
    }
}
