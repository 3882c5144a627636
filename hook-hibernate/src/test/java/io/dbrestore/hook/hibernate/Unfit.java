package io.dbrestore.hook.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Set;

/** Entities that rows of {@link Before} do not fit. */
final class Unfit {

    static final List<Class<?>> ENTITIES =
            List.of(Customer.class, After.Tag.class, Purchase.class, After.Animal.class, After.Dog.class);

    private Unfit() {}

    /** Wants a value that nobody has. */
    @Entity(name = "Customer")
    @Table(name = "customer")
    public static class Customer {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        String name;

        @Column(nullable = false)
        Integer wanted;

        @ManyToMany
        @JoinTable(name = "customer_tag")
        Set<After.Tag> tags = Set.of();
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
}
